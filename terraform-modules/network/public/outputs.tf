output "listener_arn" {
  description = "The HTTPS listener, for network/route."
  value       = module.base.listener_arn
}

output "target_group_arn" {
  description = "Target group of the first service, for services/load_balanced."
  value       = module.base.target_group_arn
}

output "request_count_label" {
  description = "Load balancer and target group as Application Auto Scaling names them, for services/load_balanced."
  value       = module.base.request_count_label
}

output "security_group_id" {
  description = "The load balancer's security group, for services/load_balanced."
  value       = module.base.security_group_id
}

output "name" {
  description = "Name of the load balancer."
  value       = module.base.name
}

output "dns_name" {
  description = "The load balancer's own DNS name."
  value       = module.base.dns_name
}

output "url" {
  description = "Where the first service is reached."
  value       = module.base.url
}
