# A Fargate service that other services find by a DNS name in Cloud Map. `ingress` says which of them can connect.

locals {
  # How the tasks are reached. The modules below services/ differ only in these values.
  access = {
    ingress                   = var.ingress
    security_group_id         = var.security_group_id
    target_groups             = []
    request_count_label       = null
    health_check_grace_period = null
    service_registry_arns     = [aws_service_discovery_service.main.arn]
  }
}

resource "aws_service_discovery_service" "main" {
  name        = var.service_label
  description = "Tasks of ${var.name}"
  tags        = var.tags

  # Lets a destroy succeed while tasks are still registered.
  force_destroy = true

  dns_config {
    namespace_id   = var.service_discovery_namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  # ECS reports the health of the tasks.
  health_check_custom_config {
    failure_threshold = 1
  }
}
