locals {
  rights = {
    read  = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
    write = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
    use   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
  }
  key_rights = {
    read  = ["kms:Decrypt"]
    write = ["kms:Decrypt", "kms:GenerateDataKey"]
    use   = ["kms:Decrypt", "kms:GenerateDataKey"]
  }
}

output "url" {
  description = "URL of the queue. Available after its policies."
  value       = aws_sqs_queue.main.url
  depends_on  = [aws_sqs_queue_policy.main, aws_sqs_queue_redrive_policy.main]
}

output "arn" {
  description = "ARN of the queue. Available after its policies, so that a topic or bucket can send to it."
  value       = aws_sqs_queue.main.arn
  depends_on  = [aws_sqs_queue_policy.main, aws_sqs_queue_redrive_policy.main]
}

output "name" {
  description = "Name of the queue, for `autoscaling.queue` of a service."
  value       = local.name
}

output "dead_letter_queue" {
  description = "Name, URL and ARN of the dead-letter queue."
  value       = { name = local.dead_letter_name, url = aws_sqs_queue.dead_letter.url, arn = aws_sqs_queue.dead_letter.arn }
}

output "statements" {
  description = "Statements for `task_role`: `read` receives and deletes messages, `write` sends them, `use` does both."
  value = {
    for right, actions in local.rights : right => concat(
      [{ actions = actions, resources = [aws_sqs_queue.main.arn] }],
      [for key in var.kms_key[*] : { actions = local.key_rights[right], resources = [key.arn] }],
    )
  }
}
