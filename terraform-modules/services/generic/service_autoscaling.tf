# Autoscaling between a minimum and a maximum number of tasks: by targets, by an SQS queue, by steps that an alarm starts, and on
# a schedule.

locals {
  autoscaling_targets = {
    for metric, target in {
      ECSServiceAverageCPUUtilization    = try(var.autoscaling.cpu, null)
      ECSServiceAverageMemoryUtilization = try(var.autoscaling.memory, null)
      ALBRequestCountPerTarget           = try(var.autoscaling.requests_per_target, null)
    } : metric => target if target != null
  }
}

resource "aws_appautoscaling_target" "main" {
  count = var.autoscaling == null ? 0 : 1

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster_name}/${local.service.name}"
  min_capacity       = var.autoscaling.minimum
  max_capacity       = var.autoscaling.maximum
  tags               = var.tags
}

resource "aws_appautoscaling_policy" "main" {
  for_each = local.autoscaling_targets

  name               = "${var.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = one(aws_appautoscaling_target.main[*].service_namespace)
  scalable_dimension = one(aws_appautoscaling_target.main[*].scalable_dimension)
  resource_id        = one(aws_appautoscaling_target.main[*].resource_id)

  target_tracking_scaling_policy_configuration {
    target_value       = each.value
    disable_scale_in   = var.autoscaling.disable_scale_in
    scale_in_cooldown  = var.autoscaling.scale_in_cooldown
    scale_out_cooldown = var.autoscaling.scale_out_cooldown

    predefined_metric_specification {
      predefined_metric_type = each.key
      resource_label         = each.key == "ALBRequestCountPerTarget" ? local.access.request_count_label : null
    }
  }

  lifecycle {
    precondition {
      condition     = each.key != "ALBRequestCountPerTarget" || local.access.request_count_label != null
      error_message = "Requests are counted by a load balancer: autoscaling.requests_per_target needs one."
    }
  }
}

# The messages of the queue for each running task.
resource "aws_appautoscaling_policy" "queue" {
  count = var.autoscaling == null ? 0 : length(var.autoscaling.queue[*])

  name               = "${var.name}-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = one(aws_appautoscaling_target.main[*].service_namespace)
  scalable_dimension = one(aws_appautoscaling_target.main[*].scalable_dimension)
  resource_id        = one(aws_appautoscaling_target.main[*].resource_id)

  target_tracking_scaling_policy_configuration {
    target_value       = var.autoscaling.queue.messages_per_task
    disable_scale_in   = var.autoscaling.disable_scale_in
    scale_in_cooldown  = var.autoscaling.scale_in_cooldown
    scale_out_cooldown = var.autoscaling.scale_out_cooldown

    customized_metric_specification {
      metrics {
        id          = "messages_per_task"
        expression  = "messages / tasks"
        return_data = true
      }

      metrics {
        id          = "messages"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/SQS"
            metric_name = "ApproximateNumberOfMessagesVisible"

            dimensions {
              name  = "QueueName"
              value = var.autoscaling.queue.name
            }
          }
        }
      }

      metrics {
        id          = "tasks"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "ECS/ContainerInsights"
            metric_name = "RunningTaskCount"

            dimensions {
              name  = "ClusterName"
              value = var.cluster_name
            }

            dimensions {
              name  = "ServiceName"
              value = var.name
            }
          }
        }
      }
    }
  }
}

resource "aws_appautoscaling_policy" "steps" {
  for_each = var.autoscaling == null ? {} : var.autoscaling.steps

  name               = "${var.name}-${each.key}"
  policy_type        = "StepScaling"
  service_namespace  = one(aws_appautoscaling_target.main[*].service_namespace)
  scalable_dimension = one(aws_appautoscaling_target.main[*].scalable_dimension)
  resource_id        = one(aws_appautoscaling_target.main[*].resource_id)

  step_scaling_policy_configuration {
    adjustment_type         = each.value.adjustment_type
    cooldown                = each.value.cooldown
    metric_aggregation_type = "Average"

    dynamic "step_adjustment" {
      for_each = each.value.adjustments

      content {
        metric_interval_lower_bound = step_adjustment.value.from
        metric_interval_upper_bound = step_adjustment.value.to
        scaling_adjustment          = step_adjustment.value.change
      }
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "main" {
  for_each = var.autoscaling == null ? {} : var.autoscaling.schedule

  name               = "${var.name}-${each.key}"
  service_namespace  = one(aws_appautoscaling_target.main[*].service_namespace)
  scalable_dimension = one(aws_appautoscaling_target.main[*].scalable_dimension)
  resource_id        = one(aws_appautoscaling_target.main[*].resource_id)
  schedule           = each.value.schedule
  timezone           = each.value.time_zone

  scalable_target_action {
    min_capacity = each.value.minimum
    max_capacity = each.value.maximum
  }
}
