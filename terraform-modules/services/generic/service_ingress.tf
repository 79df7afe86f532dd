# Incoming connections, from the given security groups only.

resource "aws_vpc_security_group_ingress_rule" "named" {
  for_each = local.access.ingress

  security_group_id            = aws_security_group.main.id
  description                  = each.key
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}
