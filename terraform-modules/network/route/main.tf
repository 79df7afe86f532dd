# Which of a listener's requests go to a service: a target group and the rule that leads there.

locals {
  route_name   = var.name
  listener_arn = var.listener_arn
}
