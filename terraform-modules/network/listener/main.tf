# A further listener of an application load balancer, of `network/*` or any other: its response if no rule matches, redirects and
# fixed responses. Add services with network/route.

resource "aws_lb_listener" "main" {
  #checkov:skip=CKV_AWS_2:HTTP is an option, for redirects and internal load balancers
  #checkov:skip=CKV_AWS_103:A validation allows policies with TLS 1.2 and 1.3 only

  load_balancer_arn = var.load_balancer_arn
  protocol          = var.protocol
  port              = var.port
  certificate_arn   = var.certificate_arn
  ssl_policy        = var.protocol == "HTTPS" ? var.ssl_policy : null
  tags              = var.tags

  dynamic "default_action" {
    for_each = var.default_redirect[*]

    content {
      type = "redirect"

      redirect {
        protocol    = default_action.value.protocol
        host        = default_action.value.host
        port        = default_action.value.port
        path        = default_action.value.path
        query       = default_action.value.query
        status_code = default_action.value.permanent ? "HTTP_301" : "HTTP_302"
      }
    }
  }

  dynamic "default_action" {
    for_each = var.default_redirect == null ? [var.default_response] : []

    content {
      type = "fixed-response"

      fixed_response {
        content_type = default_action.value.content_type
        message_body = default_action.value.body
        status_code  = default_action.value.status_code
      }
    }
  }

  lifecycle {
    precondition {
      condition     = (var.protocol == "HTTPS") == (var.certificate_arn != null)
      error_message = "HTTPS needs certificate_arn, HTTP takes none."
    }
  }
}

resource "aws_lb_listener_certificate" "additional" {
  for_each = var.additional_certificate_arns

  listener_arn    = aws_lb_listener.main.arn
  certificate_arn = each.value
}

resource "aws_lb_listener_rule" "main" {
  for_each = var.rules

  listener_arn = aws_lb_listener.main.arn
  priority     = each.value.priority
  tags         = merge(var.tags, { Name = each.key })

  dynamic "action" {
    for_each = each.value.redirect[*]

    content {
      type = "redirect"

      redirect {
        protocol    = action.value.protocol
        host        = action.value.host
        port        = action.value.port
        path        = action.value.path
        query       = action.value.query
        status_code = action.value.permanent ? "HTTP_301" : "HTTP_302"
      }
    }
  }

  dynamic "action" {
    for_each = each.value.response[*]

    content {
      type = "fixed-response"

      fixed_response {
        content_type = action.value.content_type
        message_body = action.value.body
        status_code  = action.value.status_code
      }
    }
  }

  dynamic "condition" {
    for_each = length(each.value.hosts) > 0 ? [each.value.hosts] : []

    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(each.value.paths) > 0 ? [each.value.paths] : []

    content {
      path_pattern {
        values = condition.value
      }
    }
  }
}
