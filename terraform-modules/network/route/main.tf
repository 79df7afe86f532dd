# A target group and a listener rule that forwards requests to it.

locals {
  route_name   = var.name
  listener_arn = var.listener_arn
}
