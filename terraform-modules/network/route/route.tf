# A target group and a listener rule that forwards requests to it.

locals {
  # The hash contains everything whose change replaces the group. The new group exists beside the old one, so it needs another name.
  target_protocol   = var.target_protocol == "HTTP" && var.target_protocol_version == "HTTP1" ? "" : " ${var.target_protocol} ${var.target_protocol_version}"
  target_group_key  = "${local.route_name} ${var.container_port}${local.target_protocol}"
  target_group_base = trim(substr(replace(local.route_name, "_", "-"), 0, 24), "-")
  target_group_name = "${local.target_group_base}-${substr(sha256(local.target_group_key), 0, 7)}"
}

resource "aws_lb_target_group" "main" {
  name                 = local.target_group_name
  target_type          = "ip"
  protocol             = var.target_protocol
  protocol_version     = var.target_protocol_version
  port                 = var.container_port
  vpc_id               = var.vpc_id
  deregistration_delay = var.deregistration_delay
  tags                 = var.tags

  health_check {
    path                = var.health_check_path
    port                = var.health_check.port
    protocol            = coalesce(var.health_check.protocol, var.target_protocol)
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

# The second group, for tasks of another version.
resource "aws_lb_target_group" "alternate" {
  count = var.alternate_weight == null ? 0 : 1

  name                 = "${local.target_group_base}-${substr(sha256("${local.target_group_key} alternate"), 0, 7)}"
  target_type          = "ip"
  protocol             = var.target_protocol
  protocol_version     = var.target_protocol_version
  port                 = var.container_port
  vpc_id               = var.vpc_id
  deregistration_delay = var.deregistration_delay
  tags                 = var.tags

  health_check {
    path                = var.health_check_path
    port                = var.health_check.port
    protocol            = coalesce(var.health_check.protocol, var.target_protocol)
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

locals {
  condition_values = length(var.hosts) + length(var.paths) + length(flatten(values(var.headers))) + length(var.methods) + length(var.source_ips)

  # The secret is in the state, because the provider has no other way to give it to the load balancer.
  secret_string = one(data.aws_secretsmanager_secret_version.client[*].secret_string)
  secret_key    = try(var.authentication.oidc.client_secret_key, null)
  client_secret = local.secret_key == null ? local.secret_string : try(jsondecode(local.secret_string)[local.secret_key], null)
}

data "aws_secretsmanager_secret_version" "client" {
  count = var.authentication == null ? 0 : length(var.authentication.oidc[*])

  secret_id = var.authentication.oidc.client_secret_arn
}

resource "aws_lb_listener_rule" "main" {
  listener_arn = local.listener_arn
  priority     = var.priority
  tags         = var.tags

  dynamic "action" {
    for_each = var.authentication[*]

    content {
      type  = "authenticate-${action.value.cognito == null ? "oidc" : "cognito"}"
      order = 1

      dynamic "authenticate_cognito" {
        for_each = action.value.cognito[*]

        content {
          user_pool_arn              = authenticate_cognito.value.user_pool_arn
          user_pool_client_id        = authenticate_cognito.value.client_id
          user_pool_domain           = authenticate_cognito.value.domain
          scope                      = action.value.scope
          session_timeout            = action.value.session_timeout
          on_unauthenticated_request = action.value.on_unauthenticated_request
        }
      }

      dynamic "authenticate_oidc" {
        for_each = action.value.oidc[*]

        content {
          issuer                     = authenticate_oidc.value.issuer
          authorization_endpoint     = authenticate_oidc.value.authorization_endpoint
          token_endpoint             = authenticate_oidc.value.token_endpoint
          user_info_endpoint         = authenticate_oidc.value.user_info_endpoint
          client_id                  = authenticate_oidc.value.client_id
          client_secret              = local.client_secret
          scope                      = action.value.scope
          session_timeout            = action.value.session_timeout
          on_unauthenticated_request = action.value.on_unauthenticated_request
        }
      }
    }
  }

  dynamic "action" {
    for_each = var.alternate_weight == null ? [aws_lb_target_group.main.arn] : []

    content {
      type             = "forward"
      order            = var.authentication == null ? null : 2
      target_group_arn = action.value
    }
  }

  dynamic "action" {
    for_each = var.alternate_weight == null ? [] : [var.alternate_weight]

    content {
      type  = "forward"
      order = var.authentication == null ? null : 2

      forward {
        target_group {
          arn    = aws_lb_target_group.main.arn
          weight = 100 - action.value
        }

        target_group {
          arn    = one(aws_lb_target_group.alternate[*].arn)
          weight = action.value
        }
      }
    }
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

  dynamic "condition" {
    for_each = var.headers

    content {
      http_header {
        http_header_name = condition.key
        values           = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.methods) > 0 ? [var.methods] : []

    content {
      http_request_method {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.source_ips) > 0 ? [var.source_ips] : []

    content {
      source_ip {
        values = condition.value
      }
    }
  }

  lifecycle {
    precondition {
      condition     = local.condition_values <= 5
      error_message = "AWS takes five values in the conditions of a rule (hosts, paths, headers, methods, source addresses), not ${local.condition_values}."
    }
  }
}
