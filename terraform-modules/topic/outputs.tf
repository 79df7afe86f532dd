output "arn" {
  description = "ARN of the topic. Available after its policy."
  value       = aws_sns_topic.main.arn
  depends_on  = [aws_sns_topic_policy.main]
}

output "name" {
  description = "Name of the topic."
  value       = local.name
}

output "statements" {
  description = "Statements for `task_role`: `write` publishes, and so does `use`; `read` needs no permissions, because a topic sends by itself."
  value = {
    for right in ["read", "write", "use"] : right => right == "read" ? [] : concat(
      [{ actions = ["sns:Publish"], resources = [aws_sns_topic.main.arn] }],
      [for key in var.kms_key[*] : { actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [key.arn] }],
    )
  }
}
