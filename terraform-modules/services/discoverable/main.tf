# A service that others find by a DNS name: services/generic, registered in Cloud Map. Who may connect: `ingress`.

resource "aws_service_discovery_service" "main" {
  name        = var.service_label
  description = "Tasks of ${var.name}"
  tags        = var.tags

  # Tasks that ECS has not yet taken out do not hold up a destroy.
  force_destroy = true

  dns_config {
    namespace_id   = var.service_discovery_namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  # ECS says how the tasks are.
  health_check_custom_config {
    failure_threshold = 1
  }
}

module "service" {
  source = "../generic"

  name                       = var.name
  vpc_id                     = var.vpc_id
  container_definitions      = var.container_definitions
  main_container             = var.main_container
  environment                = var.environment
  secrets                    = var.secrets
  log_group_name             = var.log_group_name
  cpu                        = var.cpu
  memory                     = var.memory
  ephemeral_storage          = var.ephemeral_storage
  volumes                    = var.volumes
  architecture               = var.architecture
  execution_role_arn         = var.execution_role_arn
  role_arn                   = var.role_arn
  subnet_ids                 = var.subnet_ids
  subnet_tags                = var.subnet_tags
  tags                       = var.tags
  cluster_name               = var.cluster_name
  desired_count              = var.desired_count
  assign_public_ip           = var.assign_public_ip
  platform_version           = var.platform_version
  minimum_healthy_percent    = var.minimum_healthy_percent
  maximum_percent            = var.maximum_percent
  circuit_breaker            = var.circuit_breaker
  enable_execute_command     = var.enable_execute_command
  capacity_provider_strategy = var.capacity_provider_strategy
  autoscaling                = var.autoscaling
  ingress                    = var.ingress
  security_group_id          = var.security_group_id
  service_registry_arn       = aws_service_discovery_service.main.arn
}
