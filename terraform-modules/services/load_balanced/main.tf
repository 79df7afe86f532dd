# A Fargate service behind a load balancer, with one target group. The tasks accept connections from the load balancer only.

locals {
  # How the tasks are reached. The modules below services/ differ only in these values.
  access = {
    ingress = merge(var.ingress, {
      "load balancer" = {
        security_group_id = var.security_group_id
        port              = var.load_balancer_container_port
      }
    })

    target_groups = [{
      target_group_arn = var.target_group_arn
      container_name   = var.load_balancer_container_name
      container_port   = var.load_balancer_container_port
    }]

    security_group_id         = null
    request_count_label       = var.request_count_label
    health_check_grace_period = var.health_check_grace_period
    service_registry_arns     = []
  }
}
