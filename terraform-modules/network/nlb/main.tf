# A network load balancer with listeners for TCP, TLS, UDP or both TCP and UDP. Each listener has a target group, for
# `target_groups` of services/generic or services/load_balanced. Only the sources in `sources` can connect.

locals {
  full_name = replace(var.name, "_", "-")
  # AWS allows 32 characters.
  balancer_name = length(local.full_name) <= 32 ? trim(local.full_name, "-") : "${trim(substr(local.full_name, 0, 24), "-")}-${substr(sha256(local.full_name), 0, 7)}"

  ports = { for name, listener in var.listeners : name => coalesce(listener.target_port, listener.port) }

  # The hash contains everything whose change replaces a group. The new group exists beside the old one, so it needs another name.
  target_protocols   = { for name, listener in var.listeners : name => listener.protocol == "TLS" && !listener.encrypt_to_targets ? "TCP" : listener.protocol }
  target_group_names = { for name, protocol in local.target_protocols : name => "${trim(substr(local.full_name, 0, 24), "-")}-${substr(sha256("${var.name} ${name} ${local.ports[name]} ${protocol}"), 0, 7)}" }
}

data "aws_subnets" "tagged" {
  count = var.subnet_ids == null ? 1 : 0

  filter {
    name   = "vpc-id"
    values = [var.vpc_id]
  }

  tags = var.subnet_tags

  lifecycle {
    postcondition {
      condition     = length(self.ids) > 0
      error_message = "${var.vpc_id} has no subnet with the tags ${jsonencode(var.subnet_tags)}: tag them so, or give subnet_ids."
    }
  }
}

resource "aws_lb" "main" {
  name                             = local.balancer_name
  load_balancer_type               = "network"
  internal                         = var.internal
  security_groups                  = [aws_security_group.main.id]
  subnets                          = var.subnet_ids == null ? one(data.aws_subnets.tagged[*].ids) : var.subnet_ids
  enable_cross_zone_load_balancing = var.cross_zone
  enable_deletion_protection       = var.deletion_protection
  tags                             = var.tags

  # Of TLS listeners only.
  dynamic "access_logs" {
    for_each = var.access_logs_bucket[*]

    content {
      bucket  = access_logs.value
      prefix  = local.balancer_name
      enabled = true
    }
  }
}

resource "aws_lb_target_group" "main" {
  for_each = var.listeners

  name                   = local.target_group_names[each.key]
  target_type            = "ip"
  protocol               = local.target_protocols[each.key]
  port                   = local.ports[each.key]
  vpc_id                 = var.vpc_id
  deregistration_delay   = each.value.deregistration_delay
  connection_termination = each.value.protocol == "UDP" || each.value.protocol == "TCP_UDP"
  preserve_client_ip     = each.value.preserve_client_ip
  proxy_protocol_v2      = each.value.proxy_protocol
  tags                   = var.tags

  health_check {
    protocol            = each.value.health_check.protocol
    port                = each.value.health_check.port
    path                = each.value.health_check.protocol == "TCP" ? null : each.value.health_check.path
    matcher             = each.value.health_check.protocol == "TCP" ? null : each.value.health_check.matcher
    interval            = each.value.health_check.interval
    healthy_threshold   = each.value.health_check.healthy_threshold
    unhealthy_threshold = each.value.health_check.unhealthy_threshold
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "main" {
  #checkov:skip=CKV_AWS_2:TCP and UDP are what the load balancer is for
  #checkov:skip=CKV_AWS_103:A validation allows policies with TLS 1.2 and 1.3 only

  for_each = var.listeners

  load_balancer_arn = aws_lb.main.arn
  protocol          = each.value.protocol
  port              = each.value.port
  certificate_arn   = each.value.certificate_arn
  ssl_policy        = each.value.protocol == "TLS" ? each.value.ssl_policy : null
  tags              = var.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main[each.key].arn
  }
}

data "aws_route53_zone" "main" {
  count = var.hosted_zone == null ? 0 : 1

  name = var.hosted_zone
}

resource "aws_route53_record" "alias" {
  for_each = var.domain_names

  zone_id = one(data.aws_route53_zone.main[*].zone_id)
  name    = each.value
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }

  lifecycle {
    precondition {
      condition     = var.hosted_zone != null
      error_message = "Domain names are created in a zone: give hosted_zone."
    }
  }
}
