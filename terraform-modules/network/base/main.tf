# An application load balancer with HTTPS and a domain name, and the routing to its first service. Add further services with network/route.

locals {
  balancer_security_group_id = var.security_group_id
  route_name                 = "${coalesce(var.short_project_label, var.project)}-${var.env_label}"
  listener_arn               = aws_lb_listener.https.arn
}
