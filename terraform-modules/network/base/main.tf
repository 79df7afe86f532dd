# A load balancer that speaks HTTPS under a name, and the route of its first service. More services: network/route.

locals {
  balancer_security_group_id = var.security_group_id
  route_name                 = "${coalesce(var.short_project_label, var.project)}-${var.env_label}"
  listener_arn               = aws_lb_listener.https.arn
}
