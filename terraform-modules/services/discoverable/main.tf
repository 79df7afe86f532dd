# A service that others find by a DNS name: services/generic, registered in Cloud Map. Who may connect: `ingress`.

locals {
  # How the tasks are reached: all in which the modules under services/ differ.
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
