# Runs a task on a schedule (EventBridge Scheduler), or for each event that matches a pattern (EventBridge rule). The role that it
# creates can run this task definition in this cluster only.

data "aws_caller_identity" "current" {}

locals {
  by_event = var.event_pattern != null

  # In the format of the API: null for the defaults of the task definition.
  overrides = length(var.container_overrides) == 0 ? null : jsonencode({
    containerOverrides = [
      for name, override in var.container_overrides : merge(
        { name = name },
        override.command == null ? {} : { command = override.command },
        length(override.environment) == 0 ? {} : { environment = [for key, value in override.environment : { name = key, value = value }] },
      )
    ]
  })

  # With a strategy, launch_type must be null.
  launch_type = length(var.capacity_provider_strategy) == 0 ? "FARGATE" : null
}

resource "aws_scheduler_schedule" "main" {
  count = local.by_event ? 0 : 1

  name                         = var.name
  description                  = "Runs a task of ${local.family}"
  group_name                   = var.schedule_group
  state                        = var.enabled ? "ENABLED" : "DISABLED"
  schedule_expression          = var.schedule_expression
  schedule_expression_timezone = var.time_zone
  kms_key_arn                  = var.kms_key_arn

  flexible_time_window {
    mode                      = var.flexible_minutes == 0 ? "OFF" : "FLEXIBLE"
    maximum_window_in_minutes = var.flexible_minutes == 0 ? null : var.flexible_minutes
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.main.arn
    input    = local.overrides

    ecs_parameters {
      task_definition_arn     = var.task_definition_arn
      task_count              = var.task_count
      launch_type             = local.launch_type
      platform_version        = var.platform_version
      enable_ecs_managed_tags = true
      propagate_tags          = "TASK_DEFINITION"

      dynamic "capacity_provider_strategy" {
        for_each = var.capacity_provider_strategy

        content {
          capacity_provider = capacity_provider_strategy.value.capacity_provider
          weight            = capacity_provider_strategy.value.weight
          base              = capacity_provider_strategy.value.base
        }
      }

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = var.security_group_ids
        assign_public_ip = var.assign_public_ip
      }
    }

    retry_policy {
      maximum_retry_attempts       = var.retry.attempts
      maximum_event_age_in_seconds = var.retry.maximum_age
    }

    dynamic "dead_letter_config" {
      for_each = var.dead_letter_queue_arn[*]

      content {
        arn = dead_letter_config.value
      }
    }
  }

  # A run that starts before the role has its permissions fails.
  depends_on = [aws_iam_role_policy.main]
}
