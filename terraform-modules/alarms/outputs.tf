output "alarm_names" {
  description = "Names of the alarms without the composite one, sorted."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.main : alarm.alarm_name])
}

output "composite_alarm_name" {
  description = "Name of the composite alarm; null without `composite`."
  value       = one(aws_cloudwatch_composite_alarm.main[*].alarm_name)
}

output "topic_arn" {
  description = "ARN of the topic; null without `topic`."
  value       = one(aws_sns_topic.main[*].arn)
}
