output "arn" {
  description = "ARN of the listener, for network/route."
  value       = aws_lb_listener.main.arn
}
