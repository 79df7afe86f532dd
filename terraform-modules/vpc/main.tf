# A VPC with public, private and storage subnets in two or three availability zones. The subnets have the tags `Tier=public`,
# `Tier=private` and `Tier=storage`, by which the other modules find them: load balancers are in public subnets, tasks in private
# ones. Storage subnets, for databases and file systems, have no route to the internet.

data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  count = var.availability_zones == null ? 1 : 0

  state = "available"

  # Without local zones, which have no NAT gateways.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.names) >= var.zone_count
      error_message = "The region has ${length(self.names)} availability zones, not ${var.zone_count}."
    }
  }
}

locals {
  zones = var.availability_zones == null ? slice(one(data.aws_availability_zones.available[*].names), 0, var.zone_count) : var.availability_zones
  tags  = merge(var.tags, { Name = var.name })
}

resource "aws_vpc" "main" {
  cidr_block                       = var.cidr_block
  assign_generated_ipv6_cidr_block = var.ipv6
  enable_dns_support               = true
  enable_dns_hostnames             = true
  tags                             = local.tags
}

# Without rules, so that what is put into no security group is not reachable.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags   = merge(var.tags, { Name = "${var.name}-default" })
}
