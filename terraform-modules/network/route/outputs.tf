output "target_group_arn" {
  description = "Target group for services/load_balanced, once a load balancer uses it: ECS refuses one that none uses."
  value       = aws_lb_target_group.main.arn
  depends_on  = [aws_lb_listener_rule.main]
}

output "target_group_name" {
  description = "Name of the target group."
  value       = local.target_group_name
}

output "request_count_label" {
  description = "Load balancer and target group as Application Auto Scaling names them, for services/load_balanced."
  value = join("/", [
    regex("listener/(app/[^/]+/[^/]+)/", local.listener_arn)[0],
    aws_lb_target_group.main.arn_suffix,
  ])
}
