# Incoming connections, from the given sources only.

resource "aws_vpc_security_group_ingress_rule" "named" {
  for_each = local.access.ingress

  security_group_id            = aws_security_group.main.id
  description                  = each.key
  referenced_security_group_id = try(each.value.self, false) ? aws_security_group.main.id : each.value.security_group_id
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  ip_protocol                  = try(each.value.protocol, "tcp")
  from_port                    = each.value.port
  to_port                      = try(coalesce(each.value.to_port, each.value.port), each.value.port)
  tags                         = var.tags
}
