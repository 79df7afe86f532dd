output "name" {
  description = "Name of the capacity provider."
  value       = aws_ecs_capacity_provider.main.name
}

output "security_group_id" {
  description = "Security group of the instances; also of tasks with the network mode bridge or host."
  value       = aws_security_group.main.id
}

output "role_name" {
  description = "Name of the role of the instances, for further policies."
  value       = aws_iam_role.main.name
}
