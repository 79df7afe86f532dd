output "service_name" {
  description = "Name of the ECS service."
  value       = local.service.name
}

output "task_definition_arn" {
  description = "ARN of the revision that was applied, to compare with what runs."
  value       = module.task.task_definition_arn
}

output "task_definition_family" {
  description = "Family of the task definition."
  value       = module.task.family
}

output "security_group_id" {
  description = "The tasks' own security group, for the `ingress` of the services that they call."
  value       = module.task.security_group_id
}

output "subnet_ids" {
  description = "Subnets in which the tasks run."
  value       = module.task.subnet_ids
}

output "service" {
  description = "The ECS service with all its attributes."
  value       = local.service
}

output "ingress" {
  description = "The rules that let others in, by their names in `ingress`, with all their attributes."
  value       = aws_vpc_security_group_ingress_rule.named
}
