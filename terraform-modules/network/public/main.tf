# network/base with a security group that allows ports 80 and 443.

locals {
  balancer_security_group_id = aws_security_group.main.id
  route_name                 = "${coalesce(var.short_project_label, var.project)}-${var.env_label}"
  listener_arn               = aws_lb_listener.https.arn

  security_group_name = "${var.project}-${var.env_label}-load-balancer"
  doors = merge(
    { for door in setproduct([80, 443], var.allowed_cidrs) : "${door[0]} ${door[1]}" => { port = door[0], cidr_ipv4 = door[1] } },
    { for door in setproduct([80, 443], local.allowed_ipv6_cidrs) : "${door[0]} ${door[1]}" => { port = door[0], cidr_ipv6 = door[1] } },
    { for door in setproduct([80, 443], var.allowed_prefix_list_ids) : "${door[0]} ${door[1]}" => { port = door[0], prefix_list_id = door[1] } },
  )

  # As open as for IPv4.
  allowed_ipv6_cidrs = var.allowed_ipv6_cidrs != null ? var.allowed_ipv6_cidrs : var.ipv6 && contains(var.allowed_cidrs, "0.0.0.0/0") ? ["::/0"] : []
}

resource "aws_security_group" "main" {
  name        = local.security_group_name
  description = "Load balancer of ${var.project} ${var.env_label}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.security_group_name })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  for_each = local.doors

  security_group_id = aws_security_group.main.id
  description       = each.value.port == 80 ? "HTTP, which is redirected" : "HTTPS"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = try(each.value.cidr_ipv4, null)
  cidr_ipv6         = try(each.value.cidr_ipv6, null)
  prefix_list_id    = try(each.value.prefix_list_id, null)
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.main.id
  description       = "Tasks, wherever in the VPC they are"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}
