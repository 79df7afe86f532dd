# Each tier has room for four zones of one sixteenth of the addresses, so that a further zone leaves the others unchanged. The
# last quarter is free.

locals {
  tiers = merge({ public = 0, private = 4 }, var.storage_subnets ? { storage = 8 } : {})

  subnets = merge([
    for tier, first in local.tiers : {
      for index, zone in local.zones : "${tier} ${zone}" => { tier = tier, zone = zone, number = first + index }
    }
  ]...)
}

resource "aws_subnet" "main" {
  for_each = local.subnets

  vpc_id                          = aws_vpc.main.id
  availability_zone               = each.value.zone
  cidr_block                      = cidrsubnet(var.cidr_block, 4, each.value.number)
  ipv6_cidr_block                 = var.ipv6 ? cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, each.value.number) : null
  assign_ipv6_address_on_creation = var.ipv6
  map_public_ip_on_launch         = false
  tags                            = merge(var.tags, { Name = "${var.name}-${each.value.tier}-${each.value.zone}", Tier = each.value.tier })
}
