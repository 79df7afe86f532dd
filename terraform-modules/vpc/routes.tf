# Public subnets have a route to the internet gateway, private ones to a NAT gateway, storage subnets only those to the endpoints.

locals {
  nat_zones = { none = [], one = slice(local.zones, 0, 1), per_zone = local.zones }[var.nat]

  # The private subnets of a zone have their own table, so that the number of NAT gateways can change.
  route_tables = merge(
    { public = "public" },
    { for zone in local.zones : "private ${zone}" => "private-${zone}" },
    var.storage_subnets ? { storage = "storage" } : {},
  )
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = local.tags
}

resource "aws_egress_only_internet_gateway" "main" {
  count = var.ipv6 ? 1 : 0

  vpc_id = aws_vpc.main.id
  tags   = local.tags
}

resource "aws_eip" "nat" {
  for_each = toset(local.nat_zones)

  domain = "vpc"
  tags   = merge(var.tags, { Name = "${var.name}-nat-${each.value}" })

  # An address of a VPC without an internet gateway cannot be used.
  depends_on = [aws_internet_gateway.main]
}

resource "aws_nat_gateway" "main" {
  for_each = toset(local.nat_zones)

  allocation_id = aws_eip.nat[each.value].id
  subnet_id     = aws_subnet.main["public ${each.value}"].id
  tags          = merge(var.tags, { Name = "${var.name}-${each.value}" })

  depends_on = [aws_route.public]
}

resource "aws_route_table" "main" {
  for_each = local.route_tables

  vpc_id = aws_vpc.main.id
  tags   = merge(var.tags, { Name = "${var.name}-${each.value}" })
}

resource "aws_route_table_association" "main" {
  for_each = local.subnets

  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.main[each.value.tier == "private" ? each.key : each.value.tier].id
}

resource "aws_route" "public" {
  for_each = var.ipv6 ? toset(["0.0.0.0/0", "::/0"]) : toset(["0.0.0.0/0"])

  route_table_id              = aws_route_table.main["public"].id
  destination_cidr_block      = each.value == "::/0" ? null : each.value
  destination_ipv6_cidr_block = each.value == "::/0" ? each.value : null
  gateway_id                  = aws_internet_gateway.main.id
}

resource "aws_route" "private" {
  for_each = var.nat == "none" ? toset([]) : toset(local.zones)

  route_table_id         = aws_route_table.main["private ${each.value}"].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[var.nat == "one" ? local.zones[0] : each.value].id
}

resource "aws_route" "private_ipv6" {
  for_each = var.ipv6 ? toset(local.zones) : toset([])

  route_table_id              = aws_route_table.main["private ${each.value}"].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = one(aws_egress_only_internet_gateway.main[*].id)
}
