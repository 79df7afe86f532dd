output "family" {
  description = "Family of the task definition, for RunTask: the newest revision."
  value       = aws_ecs_task_definition.main.family
}

output "task_definition_arn" {
  description = "ARN of the revision that was applied, to compare with what runs."
  value       = aws_ecs_task_definition.main.arn
}

output "main_container" {
  description = "Name of the main container."
  value       = local.main_container
}

output "ports" {
  description = "Ports that each container listens on, by its name."
  value       = local.ports
}

output "security_group_id" {
  description = "The tasks' own security group, once it lets everything out; it lets nothing in."
  value       = aws_security_group.main.id
  depends_on  = [aws_vpc_security_group_egress_rule.all]
}

output "subnet_ids" {
  description = "Subnets in which the tasks run."
  value       = local.subnet_ids
}
