# A Fargate service without incoming requests, such as a worker. services/load_balanced and services/discoverable add a way in.

locals {
  # How the tasks are reached. The modules below services/ differ only in these values.
  access = {
    ingress                   = var.ingress
    security_group_id         = var.security_group_id
    target_groups             = var.target_groups
    request_count_label       = var.request_count_label
    health_check_grace_period = var.health_check_grace_period
    service_registry_arns     = var.service_registry_arn[*]
  }
}
