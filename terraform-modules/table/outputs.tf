locals {
  reading = ["dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
  writing = ["dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:PutItem", "dynamodb:UpdateItem"]
  rights  = { read = local.reading, write = local.writing, use = distinct(concat(local.reading, local.writing)) }
}

output "name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.main.name
}

output "arn" {
  description = "ARN of the table."
  value       = aws_dynamodb_table.main.arn
}

output "stream_arn" {
  description = "ARN of the stream; null without `stream`."
  value       = var.stream == null ? null : aws_dynamodb_table.main.stream_arn
}

output "statements" {
  description = "Statements for `task_role`: `read` gets, queries and scans items, `write` puts, changes and deletes them, `use` does both."
  value = {
    for right, actions in local.rights : right => concat(
      [{
        actions   = actions
        resources = concat([aws_dynamodb_table.main.arn], [for name in keys(var.indexes) : "${aws_dynamodb_table.main.arn}/index/${name}"])
      }],
      [for key in var.kms_key[*] : { actions = ["kms:Decrypt"], resources = [key.arn] }],
    )
  }
}
