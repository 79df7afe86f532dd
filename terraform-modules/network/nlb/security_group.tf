locals {
  # A listener for both protocols needs two rules.
  protocols = { TCP = ["tcp"], TLS = ["tcp"], UDP = ["udp"], TCP_UDP = ["tcp", "udp"] }

  doors = merge([
    for listener_name, listener in var.listeners : merge([
      for protocol in local.protocols[listener.protocol] : {
        for source_name, source in var.sources : "${listener_name} ${protocol} ${source_name}" => merge(source, { port = listener.port, protocol = protocol, description = "${listener_name} ${source_name}" })
      }
    ]...)
  ]...)
}

resource "aws_security_group" "main" {
  name        = "${var.name}-load-balancer"
  description = "Load balancer ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-load-balancer" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "named" {
  for_each = local.doors

  security_group_id            = aws_security_group.main.id
  description                  = each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.main.id
  description       = "Tasks, wherever in the VPC they are"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}
