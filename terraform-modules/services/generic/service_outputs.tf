output "service_name" {
  description = "Name of the ECS service."
  value       = local.service.name

  # Found in the plan; AWS would refuse it, or never finish, in the middle of the apply.
  precondition {
    condition     = alltrue([for target in local.access.target_groups : contains(lookup(local.ports, target.container_name, []), target.container_port)])
    error_message = "The load balancer's container and port are not in container_definitions: each target needs a container of that name with the port in its portMappings. There is ${jsonencode(local.ports)}."
  }

  precondition {
    condition     = alltrue([for name in try(keys(var.service_connect.services), []) : contains(local.port_names, name)])
    error_message = "Service Connect offers a port that is not in container_definitions: each needs a portMapping of that name. There is ${jsonencode(local.port_names)}."
  }

  precondition {
    condition     = !var.availability_zone_rebalancing || var.maximum_percent > 100
    error_message = "Rebalancing starts the new task before it stops the old one: maximum_percent must be above 100."
  }

  precondition {
    condition     = var.launch_type != "FARGATE" || !(var.daemon || length(var.placement_strategies) + length(var.placement_constraints) > 0)
    error_message = "Fargate places tasks by itself: daemon, placement_strategies and placement_constraints are for EC2 and EXTERNAL."
  }

  precondition {
    condition     = !var.daemon || (length(var.placement_strategies) == 0 && var.autoscaling == null && length(var.capacity_provider_strategy) == 0 && !var.availability_zone_rebalancing)
    error_message = "A daemon runs once on each instance: it has no placement_strategies, no autoscaling, no capacity_provider_strategy and no rebalancing."
  }

  precondition {
    condition     = var.launch_type == "FARGATE" || !var.assign_public_ip
    error_message = "Tasks on instances get no public address: the subnets need a NAT gateway."
  }

  precondition {
    condition     = var.network_mode == "awsvpc" || (length(local.access.target_groups) + length(local.access.service_registry_arns) == 0)
    error_message = "Target groups of `network/*` and Cloud Map have the addresses of tasks: set network_mode to awsvpc."
  }

  precondition {
    condition     = !var.enable_execute_command || var.role_arn != null
    error_message = "ECS Exec needs a task role: give role_arn."
  }

  precondition {
    condition     = var.minimum_healthy_percent < var.maximum_percent
    error_message = "With minimum_healthy_percent as high as maximum_percent, a rollout may neither stop a task nor start one."
  }
}

output "task_definition_arn" {
  description = "ARN of the task definition revision that was applied."
  value       = aws_ecs_task_definition.main.arn
}

output "task_definition_family" {
  description = "Family of the task definition."
  value       = aws_ecs_task_definition.main.family
}

output "security_group_id" {
  description = "Security group of the tasks, for the `ingress` of the services that they call."
  value       = aws_security_group.main.id
}

output "subnet_ids" {
  description = "Subnets of the tasks."
  value       = local.subnet_ids
}

output "step_policy_arns" {
  description = "ARNs of the step scaling policies, by the names in `autoscaling.steps`, for the actions of an alarm."
  value       = { for name, policy in aws_appautoscaling_policy.steps : name => policy.arn }
}
