# An application load balancer with HTTPS and a domain name.

locals {
  balancer_full_name = replace("${var.project}-${var.env_label}", "_", "-")
  balancer_hash      = substr(sha256(local.balancer_full_name), 0, 7)
  # AWS allows 32 characters.
  balancer_name = length(local.balancer_full_name) <= 32 ? trim(local.balancer_full_name, "-") : "${trim(substr(local.balancer_full_name, 0, 24), "-")}-${local.balancer_hash}"
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
      condition     = length(self.ids) >= 2
      error_message = "${var.vpc_id} has ${length(self.ids)} subnets with the tags ${jsonencode(var.subnet_tags)}, a load balancer needs two: tag them so, or give subnet_ids."
    }
  }
}

resource "aws_lb" "main" {
  name                       = local.balancer_name
  load_balancer_type         = "application"
  internal                   = var.internal
  security_groups            = [local.balancer_security_group_id]
  subnets                    = var.subnet_ids == null ? one(data.aws_subnets.tagged[*].ids) : var.subnet_ids
  idle_timeout               = var.idle_timeout
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  ip_address_type            = var.ipv6 ? "dualstack" : "ipv4"
  tags                       = var.tags

  dynamic "access_logs" {
    for_each = var.access_logs_bucket[*]

    content {
      bucket  = access_logs.value
      prefix  = local.balancer_name
      enabled = true
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = var.ssl_certificate_arn
  ssl_policy        = var.ssl_policy
  tags              = var.tags

  # The response if no rule matches.
  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = var.default_response.content_type
      message_body = var.default_response.body
      status_code  = var.default_response.status_code
    }
  }
}

# Clients get the certificate that fits the host name.
resource "aws_lb_listener_certificate" "additional" {
  for_each = var.additional_certificate_arns

  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = each.value
}

resource "aws_wafv2_web_acl_association" "main" {
  count = length(var.web_acl[*])

  resource_arn = aws_lb.main.arn
  web_acl_arn  = var.web_acl.arn
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTP"
  port              = 80
  tags              = var.tags

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

data "aws_route53_zone" "main" {
  name = var.hosted_zone
}

resource "aws_route53_record" "alias" {
  for_each = setunion([var.domain_name], var.additional_domain_names)

  zone_id = data.aws_route53_zone.main.zone_id
  name    = each.value
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "alias_ipv6" {
  for_each = var.ipv6 ? setunion([var.domain_name], var.additional_domain_names) : []

  zone_id = data.aws_route53_zone.main.zone_id
  name    = each.value
  type    = "AAAA"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}
