# A Fargate service behind a load balancer. The tasks accept connections from the load balancer only.

locals {
  # How the tasks are reached. The modules below services/ differ only in these values.
  access = {
    ingress = merge(var.ingress, {
      "load balancer" = {
        security_group_id = var.load_balancer_security_group_id
        port              = var.load_balancer_container_port
      }
      }, {
      for port in distinct(var.additional_target_groups[*].container_port) : "load balancer ${port}" => {
        security_group_id = var.load_balancer_security_group_id
        port              = port
      } if port != var.load_balancer_container_port
    })

    target_groups = concat([{
      target_group_arn = var.target_group_arn
      container_name   = var.load_balancer_container_name
      container_port   = var.load_balancer_container_port
    }], var.additional_target_groups)

    security_group_id         = null
    request_count_label       = var.request_count_label
    health_check_grace_period = var.health_check_grace_period
    service_registry_arns     = []
  }
}
