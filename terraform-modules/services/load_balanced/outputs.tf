output "service_name" {
  description = "Name of the ECS service."
  value       = module.service.service_name
}

output "task_definition_arn" {
  description = "ARN of the revision that was applied, to compare with what runs."
  value       = module.service.task_definition_arn
}

output "task_definition_family" {
  description = "Family of the task definition."
  value       = module.service.task_definition_family
}

output "security_group_id" {
  description = "The tasks' own security group, for the `ingress` of the services that they call."
  value       = module.service.security_group_id
}

output "subnet_ids" {
  description = "Subnets in which the tasks run."
  value       = module.service.subnet_ids
}
