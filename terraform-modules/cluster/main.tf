# An ECS cluster, a log group and, optionally, a private DNS namespace in which services find each other.

resource "aws_ecs_cluster" "main" {
  name = var.name
  tags = var.tags

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  count = length(var.capacity_providers) > 0 ? 1 : 0

  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = var.capacity_providers
}

resource "aws_cloudwatch_log_group" "main" {
  name              = coalesce(var.log_group_name, "/ecs/${var.name}")
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_service_discovery_private_dns_namespace" "main" {
  count = var.namespace == null ? 0 : 1

  name        = var.namespace
  description = "Services of ${var.name}"
  vpc         = var.vpc_id
  tags        = var.tags

  lifecycle {
    precondition {
      condition     = var.vpc_id != null
      error_message = "A namespace needs the VPC that it is known in: give vpc_id."
    }
  }
}
