output "listener_arn" {
  description = "ARN of the HTTPS listener, for network/route."
  value       = aws_lb_listener.https.arn
}

output "load_balancer_arn" {
  description = "ARN of the load balancer, for network/listener."
  value       = aws_lb.main.arn
}

output "target_group_arn" {
  description = "ARN of the target group of the first service, for services/load_balanced."
  value       = aws_lb_target_group.main.arn
  depends_on  = [aws_lb_listener_rule.main]
}

output "request_count_label" {
  description = "Resource label of the load balancer and target group for Application Auto Scaling, for services/load_balanced."
  value = join("/", [
    regex("listener/(app/[^/]+/[^/]+)/", local.listener_arn)[0],
    aws_lb_target_group.main.arn_suffix,
  ])
}

output "security_group_id" {
  description = "Security group of the load balancer, for services/load_balanced."
  value       = local.balancer_security_group_id
}

output "name" {
  description = "Name of the load balancer."
  value       = local.balancer_name
}

output "dns_name" {
  description = "DNS name that AWS gives the load balancer."
  value       = aws_lb.main.dns_name
}

output "url" {
  description = "URL of the first service."
  value       = "https://${var.domain_name}/"
}

output "alternate_target_group_arn" {
  description = "ARN of the second target group; null without `alternate_weight`."
  value       = one(aws_lb_target_group.alternate[*].arn)
  depends_on  = [aws_lb_listener_rule.main]
}
