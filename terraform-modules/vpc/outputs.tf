# Other modules look up the subnets of `vpc_id` by their tags, and tasks need a route when they start.

output "vpc_id" {
  description = "Id of the VPC. Available after its subnets and routes."
  value       = aws_vpc.main.id
  depends_on  = [aws_route_table_association.main, aws_route.public, aws_route.private, aws_route.private_ipv6]
}

output "cidr_block" {
  description = "IPv4 range of the VPC."
  value       = aws_vpc.main.cidr_block
}

output "ipv6_cidr_block" {
  description = "IPv6 range of the VPC; null without `ipv6`."
  value       = var.ipv6 ? aws_vpc.main.ipv6_cidr_block : null
}

output "availability_zones" {
  description = "Names of the availability zones."
  value       = local.zones
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, in the order of the zones. Available after their routes."
  value       = [for zone in local.zones : aws_subnet.main["public ${zone}"].id]
  depends_on  = [aws_route_table_association.main, aws_route.public]
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, in the order of the zones. Available after their routes and endpoints."
  value       = [for zone in local.zones : aws_subnet.main["private ${zone}"].id]
  depends_on  = [aws_route_table_association.main, aws_route.private, aws_route.private_ipv6, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface]
}

output "storage_subnet_ids" {
  description = "Ids of the storage subnets, in the order of the zones; empty without `storage_subnets`."
  value       = [for zone in local.zones : aws_subnet.main["storage ${zone}"].id if var.storage_subnets]
  depends_on  = [aws_route_table_association.main]
}

output "nat_addresses" {
  description = "Public IPv4 addresses of the NAT gateways, from which private subnets call the internet."
  value       = values(aws_eip.nat)[*].public_ip
}
