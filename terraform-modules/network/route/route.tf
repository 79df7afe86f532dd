# A target group and a listener rule that forwards requests to it.

locals {
  # The hash contains everything whose change replaces the group. The new group exists beside the old one, so it needs another name.
  target_group_hash = substr(sha256("${local.route_name} ${var.container_port}"), 0, 7)
  target_group_name = "${trim(substr(replace(local.route_name, "_", "-"), 0, 24), "-")}-${local.target_group_hash}"
}

resource "aws_lb_target_group" "main" {
  name                 = local.target_group_name
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = var.container_port
  vpc_id               = var.vpc_id
  deregistration_delay = var.deregistration_delay
  tags                 = var.tags

  health_check {
    path                = var.health_check_path
    matcher             = var.health_check.matcher
    interval            = var.health_check.interval
    timeout             = var.health_check.timeout
    healthy_threshold   = var.health_check.healthy_threshold
    unhealthy_threshold = var.health_check.unhealthy_threshold
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "main" {
  listener_arn = local.listener_arn
  priority     = var.priority
  tags         = var.tags

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main.arn
  }

  condition {
    path_pattern {
      values = var.paths
    }
  }

  dynamic "condition" {
    for_each = length(var.hosts) > 0 ? [var.hosts] : []

    content {
      host_header {
        values = condition.value
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(var.hosts) + length(var.paths) <= 5
      error_message = "AWS takes five hosts and paths in a rule, not ${length(var.hosts) + length(var.paths)}."
    }
  }
}
