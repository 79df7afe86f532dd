output "arn" {
  description = "ARN of the role. Available after its policies are attached, because a task that starts earlier cannot pull its image."
  value       = aws_iam_role.main.arn
  depends_on = [
    aws_iam_role_policy.secrets,
    aws_iam_role_policy_attachments_exclusive.main,
  ]
}

output "name" {
  description = "Name of the role."
  value       = aws_iam_role.main.name
}
