output "name" {
  description = "Name of the cluster. Available after its capacity providers are attached."
  value       = aws_ecs_cluster.main.name
  depends_on  = [aws_ecs_cluster_capacity_providers.main]
}

output "arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.main.arn
}

output "log_group_name" {
  description = "Name of the log group, for `log_group_name` of services and jobs."
  value       = aws_cloudwatch_log_group.main.name
}

output "log_group_arn" {
  description = "ARN of the log group."
  value       = aws_cloudwatch_log_group.main.arn
}

output "namespace_id" {
  description = "Id of the namespace, for services/discoverable; null if there is none."
  value       = one(aws_service_discovery_private_dns_namespace.main[*].id)
}

output "namespace_name" {
  description = "Name of the namespace; null if there is none."
  value       = one(aws_service_discovery_private_dns_namespace.main[*].name)
}
