# moto does not finish the creation of subnets with IPv6 addresses, and a deleted NAT gateway leaves its network interface behind, so
# that examples/complete has neither.

mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "app-dev"
}

run "defaults" {
  command = apply

  module {
    source = "../vpc"
  }

  assert {
    condition = { for key, subnet in aws_subnet.main : key => "${subnet.cidr_block} ${subnet.tags.Tier}" } == {
      "public us-east-1a"  = "10.0.0.0/20 public", "public us-east-1b" = "10.0.16.0/20 public",
      "private us-east-1a" = "10.0.64.0/20 private", "private us-east-1b" = "10.0.80.0/20 private",
      "storage us-east-1a" = "10.0.128.0/20 storage", "storage us-east-1b" = "10.0.144.0/20 storage",
    }
    error_message = "two zones have a subnet of each tier"
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.main : !subnet.map_public_ip_on_launch && !subnet.assign_ipv6_address_on_creation])
    error_message = "nothing gets a public address unless it asks for one"
  }

  assert {
    condition     = keys(aws_nat_gateway.main) == ["us-east-1a"] && length(aws_route.private) == 2 && alltrue([for route in aws_route.private : route.nat_gateway_id == aws_nat_gateway.main["us-east-1a"].id && route.destination_cidr_block == "0.0.0.0/0"])
    error_message = "both private subnets reach the internet through one NAT gateway"
  }

  assert {
    condition     = aws_nat_gateway.main["us-east-1a"].subnet_id == aws_subnet.main["public us-east-1a"].id && keys(aws_route.public) == ["0.0.0.0/0"]
    error_message = "the NAT gateway is in a public subnet"
  }

  assert {
    condition = { for key, association in aws_route_table_association.main : key => association.route_table_id } == {
      "public us-east-1a"  = aws_route_table.main["public"].id, "public us-east-1b" = aws_route_table.main["public"].id,
      "private us-east-1a" = aws_route_table.main["private us-east-1a"].id, "private us-east-1b" = aws_route_table.main["private us-east-1b"].id,
      "storage us-east-1a" = aws_route_table.main["storage"].id, "storage us-east-1b" = aws_route_table.main["storage"].id,
    }
    error_message = "each subnet has the route table of its tier"
  }

  assert {
    condition     = { for name, endpoint in aws_vpc_endpoint.gateway : name => "${endpoint.service_name} ${length(endpoint.route_table_ids)}" } == { s3 = "com.amazonaws.us-east-1.s3 4", dynamodb = "com.amazonaws.us-east-1.dynamodb 4" }
    error_message = "every subnet reaches S3 and DynamoDB without the internet"
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && length(aws_security_group.endpoints) == 0 && length(aws_route.private_ipv6) == 0 && output.ipv6_cidr_block == null
    error_message = "there are no interface endpoints and no IPv6"
  }

  assert {
    condition     = length(aws_default_security_group.main.ingress) == 0 && length(aws_default_security_group.main.egress) == 0
    error_message = "the default security group has no rules"
  }

  assert {
    condition     = aws_flow_log.main[0].traffic_type == "ALL" && aws_cloudwatch_log_group.flow[0].retention_in_days == 30 && aws_cloudwatch_log_group.flow[0].name == "/vpc/app-dev"
    error_message = "flow logs are kept for 30 days"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.flow[0].statement).resources == toset(["${aws_cloudwatch_log_group.flow[0].arn}:*"]) && one(one(data.aws_iam_policy_document.flow_trust[0].statement).condition).values == tolist(["123456789012"])
    error_message = "only the flow logs of this account can be written, to their log group only"
  }

  assert {
    condition     = output.private_subnet_ids == [aws_subnet.main["private us-east-1a"].id, aws_subnet.main["private us-east-1b"].id] && output.availability_zones == tolist(["us-east-1a", "us-east-1b"]) && length(output.nat_addresses) == 1
    error_message = "the outputs are in the order of the zones"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../vpc"
  }

  variables {
    cidr_block          = "192.168.0.0/24"
    availability_zones  = ["us-east-1b", "us-east-1d", "us-east-1c"]
    nat                 = "per_zone"
    storage_subnets     = false
    gateway_endpoints   = []
    interface_endpoints = ["ecr.api", "logs"]
    flow_logs           = { traffic = "REJECT", retention_days = 0, kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    ipv6                = true
    tags                = { Team = "a" }
  }

  assert {
    condition     = output.availability_zones == tolist(["us-east-1b", "us-east-1d", "us-east-1c"]) && length(aws_subnet.main) == 6 && output.storage_subnet_ids == [] && aws_subnet.main["private us-east-1c"].cidr_block == "192.168.0.96/28"
    error_message = "three zones have a public and a private subnet"
  }

  assert {
    condition     = { for zone, route in aws_route.private : zone => route.nat_gateway_id } == { for zone, gateway in aws_nat_gateway.main : zone => gateway.id } && length(aws_nat_gateway.main) == 3
    error_message = "each zone has its own NAT gateway"
  }

  assert {
    condition     = length(aws_vpc_endpoint.gateway) == 0 && aws_vpc_endpoint.interface["ecr.api"].service_name == "com.amazonaws.us-east-1.ecr.api" && aws_vpc_endpoint.interface["ecr.api"].private_dns_enabled && length(aws_vpc_endpoint.interface) == 2
    error_message = "the endpoints are as configured"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints[0].cidr_ipv4 == "192.168.0.0/24" && aws_vpc_security_group_ingress_rule.endpoints[0].from_port == 443
    error_message = "the VPC only can reach the interface endpoints"
  }

  assert {
    condition     = aws_flow_log.main[0].traffic_type == "REJECT" && aws_cloudwatch_log_group.flow[0].retention_in_days == 0 && aws_cloudwatch_log_group.flow[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "the flow logs are as configured"
  }

  assert {
    condition     = aws_vpc.main.assign_generated_ipv6_cidr_block && aws_subnet.main["private us-east-1d"].ipv6_cidr_block == "2001:db8:1234:1a05::/64" && keys(aws_route.public) == ["0.0.0.0/0", "::/0"]
    error_message = "each subnet has an IPv6 range"
  }

  assert {
    condition     = length(aws_route.private_ipv6) == 3 && alltrue([for route in aws_route.private_ipv6 : route.egress_only_gateway_id == aws_egress_only_internet_gateway.main[0].id])
    error_message = "private subnets are not reachable over IPv6"
  }

  assert {
    condition     = aws_vpc.main.tags == tomap({ Team = "a", Name = "app-dev" }) && alltrue([for subnet in aws_subnet.main : subnet.tags.Team == "a"]) && aws_flow_log.main[0].tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "without_nat_and_flow_logs" {
  command = plan

  module {
    source = "../vpc"
  }

  variables {
    nat       = "none"
    flow_logs = null
  }

  assert {
    condition     = length(aws_nat_gateway.main) + length(aws_eip.nat) + length(aws_route.private) == 0 && length(aws_route_table.main) == 4
    error_message = "private subnets do not reach the internet"
  }

  assert {
    condition     = length(aws_flow_log.main) + length(aws_cloudwatch_log_group.flow) + length(aws_iam_role.flow) == 0
    error_message = "there are no flow logs"
  }
}

run "too_few_zones" {
  command = plan

  module {
    source = "../vpc"
  }

  variables {
    zone_count = 3
  }

  override_data {
    target = data.aws_availability_zones.available
    values = { names = ["us-east-1a", "us-east-1b"] }
  }

  expect_failures = [data.aws_availability_zones.available]
}

run "bad_input" {
  command = plan

  module {
    source = "../vpc"
  }

  variables {
    name                = "app_dev"
    cidr_block          = "10.0.0.1/16"
    zone_count          = 4
    availability_zones  = ["us-east-1a", "us-east-1a"]
    nat                 = "two"
    gateway_endpoints   = ["sqs"]
    interface_endpoints = ["com.amazonaws.us-east-1.logs"]
    flow_logs           = { traffic = "DROP", retention_days = 31, kms_key_arn = "alias/app" }
    tags                = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.cidr_block, var.zone_count, var.availability_zones, var.nat, var.gateway_endpoints, var.interface_endpoints,
    var.flow_logs, var.tags,
  ]
}
