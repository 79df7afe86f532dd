# A Fargate service. By itself it takes no requests (a worker); load_balanced and discoverable are the same with a way in.

locals {
  # How the tasks are reached: all in which the modules under services/ differ.
  access = {
    ingress                   = var.ingress
    security_group_id         = var.security_group_id
    target_groups             = var.target_groups
    request_count_label       = var.request_count_label
    health_check_grace_period = var.health_check_grace_period
    service_registry_arns     = var.service_registry_arn[*]
  }
}
