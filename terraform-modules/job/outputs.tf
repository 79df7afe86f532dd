output "family" {
  description = "Family of the task definition. RunTask with the family uses the newest revision."
  value       = aws_ecs_task_definition.main.family
}

output "task_definition_arn" {
  description = "ARN of the task definition revision that was applied."
  value       = aws_ecs_task_definition.main.arn
}

output "main_container" {
  description = "Name of the main container."
  value       = local.main_container
}

output "ports" {
  description = "Container ports, by container name."
  value       = local.ports
}

output "security_group_id" {
  description = "Security group of the tasks. It allows all outgoing traffic and no incoming traffic."
  value       = aws_security_group.main.id
  depends_on  = [aws_vpc_security_group_egress_rule.all]
}

output "subnet_ids" {
  description = "Subnets of the tasks."
  value       = local.subnet_ids
}
