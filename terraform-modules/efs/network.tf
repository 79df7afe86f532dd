# A mount target in each subnet. Only the security groups in `clients` can connect.

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

locals {
  # By number, because the ids of subnets that are created in the same apply are unknown.
  subnet_ids = var.subnet_ids == null ? sort(one(data.aws_subnets.tagged[*].ids)) : var.subnet_ids
}

resource "aws_efs_mount_target" "main" {
  count = length(local.subnet_ids)

  file_system_id  = aws_efs_file_system.main.id
  subnet_id       = local.subnet_ids[count.index]
  security_groups = [aws_security_group.main.id]
}

resource "aws_security_group" "main" {
  name        = "${var.name}-efs"
  description = "File system ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-efs" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.main.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  tags                         = var.tags
}
