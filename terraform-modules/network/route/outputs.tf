output "target_group_arn" {
  description = "ARN of the target group, for services/load_balanced. Available after the listener rule exists, because ECS refuses a target group without a load balancer."
  value       = aws_lb_target_group.main.arn
  depends_on  = [aws_lb_listener_rule.main]
}

output "target_group_name" {
  description = "Name of the target group."
  value       = local.target_group_name
}

output "request_count_label" {
  description = "Resource label of the load balancer and target group for Application Auto Scaling, for services/load_balanced."
  value = join("/", [
    regex("listener/(app/[^/]+/[^/]+)/", local.listener_arn)[0],
    aws_lb_target_group.main.arn_suffix,
  ])
}

output "alternate_target_group_arn" {
  description = "ARN of the second target group; null without `alternate_weight`."
  value       = one(aws_lb_target_group.alternate[*].arn)
  depends_on  = [aws_lb_listener_rule.main]
}
