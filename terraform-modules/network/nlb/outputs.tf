output "target_group_arns" {
  description = "ARNs of the target groups, by the names of the listeners. Available after the listeners, because ECS refuses a target group without a load balancer."
  value       = { for name, group in aws_lb_target_group.main : name => group.arn }
  depends_on  = [aws_lb_listener.main]
}

output "listener_arns" {
  description = "ARNs of the listeners, by their names."
  value       = { for name, listener in aws_lb_listener.main : name => listener.arn }
}

output "security_group_id" {
  description = "Security group of the load balancer, for `ingress` of a service."
  value       = aws_security_group.main.id
}

output "name" {
  description = "Name of the load balancer."
  value       = local.balancer_name
}

output "dns_name" {
  description = "DNS name that AWS gives the load balancer."
  value       = aws_lb.main.dns_name
}
