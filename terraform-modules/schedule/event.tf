# The same for events.

resource "aws_cloudwatch_event_rule" "main" {
  count = local.by_event ? 1 : 0

  name           = var.name
  description    = "Runs a task of ${local.family}"
  event_bus_name = var.event_bus
  event_pattern  = var.event_pattern
  state          = var.enabled ? "ENABLED" : "DISABLED"
  tags           = var.tags
}

resource "aws_cloudwatch_event_target" "main" {
  count = local.by_event ? 1 : 0

  rule           = one(aws_cloudwatch_event_rule.main[*].name)
  event_bus_name = var.event_bus
  target_id      = var.name
  arn            = var.cluster_arn
  role_arn       = aws_iam_role.main.arn
  input          = local.overrides

  ecs_target {
    task_definition_arn     = var.task_definition_arn
    task_count              = var.task_count
    launch_type             = local.launch_type
    platform_version        = var.platform_version
    enable_ecs_managed_tags = true
    propagate_tags          = "TASK_DEFINITION"
    tags                    = var.tags

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

  depends_on = [aws_iam_role_policy.main]
}
