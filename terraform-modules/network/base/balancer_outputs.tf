output "listener_arn" {
  description = "The HTTPS listener, for network/route."
  value       = aws_lb_listener.https.arn
}

output "target_group_arn" {
  description = "Target group of the first service, for services/load_balanced."
  value       = aws_lb_target_group.main.arn
  depends_on  = [aws_lb_listener_rule.main]
}

output "request_count_label" {
  description = "Load balancer and target group as Application Auto Scaling names them, for services/load_balanced."
  value = join("/", [
    regex("listener/(app/[^/]+/[^/]+)/", local.listener_arn)[0],
    aws_lb_target_group.main.arn_suffix,
  ])
}

output "security_group_id" {
  description = "The load balancer's security group, for services/load_balanced."
  value       = local.balancer_security_group_id
}

output "name" {
  description = "Name of the load balancer."
  value       = local.balancer_name
}

output "dns_name" {
  description = "The load balancer's own DNS name."
  value       = aws_lb.main.dns_name
}

output "url" {
  description = "Where the first service is reached."
  value       = "https://${var.domain_name}/"
}
