# CloudWatch alarms of a service, a composite alarm of them, and an SNS topic that it notifies. The names of the alarms can be
# used as `deployment_alarms` of the service, so that ECS stops a rollout that raises one.

locals {
  service_dimensions = { ClusterName = var.cluster_name, ServiceName = var.service_name }

  # app/NAME/ID/targetgroup/NAME/ID
  label                = var.request_count_label == null ? null : regex("^(?P<balancer>app/[^/]+/[^/]+)/(?P<group>targetgroup/.+)$", var.request_count_label)
  balancer_dimensions  = local.label == null ? null : { LoadBalancer = local.label.balancer, TargetGroup = local.label.group }
  balancer_alarm_names = ["unhealthy_targets", "errors", "response_time"]

  usual = {
    cpu = {
      namespace   = "AWS/ECS"
      metric      = "CPUUtilization"
      statistic   = "Average"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.cpu
      dimensions  = local.service_dimensions
      missing     = "notBreaching"
      description = "The CPU utilization of ${var.service_name} is above ${var.thresholds.cpu} %"
    }
    memory = {
      namespace   = "AWS/ECS"
      metric      = "MemoryUtilization"
      statistic   = "Average"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.memory
      dimensions  = local.service_dimensions
      missing     = "notBreaching"
      description = "The memory utilization of ${var.service_name} is above ${var.thresholds.memory} %"
    }
    running_tasks = {
      namespace   = "ECS/ContainerInsights"
      metric      = "RunningTaskCount"
      statistic   = "Minimum"
      comparison  = "LessThanThreshold"
      threshold   = var.thresholds.running_tasks
      dimensions  = local.service_dimensions
      missing     = "breaching"
      description = "${var.service_name} has fewer than ${var.thresholds.running_tasks} running tasks"
    }
    unhealthy_targets = {
      namespace   = "AWS/ApplicationELB"
      metric      = "UnHealthyHostCount"
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.unhealthy_targets
      dimensions  = local.balancer_dimensions
      missing     = "notBreaching"
      description = "More than ${var.thresholds.unhealthy_targets} tasks of ${var.service_name} fail the health check of the load balancer"
    }
    errors = {
      namespace   = "AWS/ApplicationELB"
      metric      = "HTTPCode_Target_5XX_Count"
      statistic   = "Sum"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.errors
      dimensions  = local.balancer_dimensions
      missing     = "notBreaching"
      description = "${var.service_name} answers more than ${var.thresholds.errors} requests in a minute with an error (5xx)"
    }
    response_time = {
      namespace   = "AWS/ApplicationELB"
      metric      = "TargetResponseTime"
      statistic   = "p95"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.response_time
      dimensions  = local.balancer_dimensions
      missing     = "notBreaching"
      description = "${var.service_name} needs more than ${var.thresholds.response_time} s for one of twenty requests"
    }
  }

  alarms = merge({ for name, alarm in local.usual : name => alarm if contains(var.alarms, name) }, var.custom_alarms)

  # With a composite alarm, the others notify nobody.
  actions = concat(aws_sns_topic.main[*].arn, var.action_arns)
}

resource "aws_cloudwatch_metric_alarm" "main" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${replace(each.key, "_", "-")}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = var.minutes
  treat_missing_data  = each.value.missing
  alarm_actions       = var.composite ? [] : local.actions
  ok_actions          = var.composite ? [] : local.actions
  tags                = var.tags

  lifecycle {
    precondition {
      condition     = !contains(local.balancer_alarm_names, each.key) || var.request_count_label != null
      error_message = "The load balancer measures ${each.key}: give request_count_label."
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "main" {
  count = var.composite ? 1 : 0

  alarm_name        = var.name
  alarm_description = "One of the alarms of ${var.service_name}"
  alarm_rule        = join(" OR ", [for name in keys(local.alarms) : "ALARM(\"${aws_cloudwatch_metric_alarm.main[name].alarm_name}\")"])
  alarm_actions     = local.actions
  ok_actions        = local.actions
  tags              = var.tags

  lifecycle {
    precondition {
      condition     = length(local.alarms) > 0
      error_message = "A composite alarm needs alarms: give alarms or custom_alarms, or set composite to false."
    }
  }
}
