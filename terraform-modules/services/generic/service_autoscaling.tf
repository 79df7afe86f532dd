# Target tracking between a minimum and a maximum number of tasks.

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
