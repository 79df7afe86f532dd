output "arn" {
  description = "ARN of the role, for `role_arn` of services and jobs. Available after its policies."
  value       = aws_iam_role.main.arn
  depends_on  = [aws_iam_role_policy.main, aws_iam_role_policy_attachments_exclusive.main]
}

output "name" {
  description = "Name of the role."
  value       = aws_iam_role.main.name
}
