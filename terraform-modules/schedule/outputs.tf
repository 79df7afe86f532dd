output "arn" {
  description = "ARN of the schedule, or of the rule if `event_pattern` is set."
  value       = one(concat(aws_scheduler_schedule.main[*].arn, aws_cloudwatch_event_rule.main[*].arn))
}

output "role_arn" {
  description = "ARN of the role with which EventBridge runs the task."
  value       = aws_iam_role.main.arn
}
