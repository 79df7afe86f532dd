# A log group of the service's or job's own.

locals {
  log_group_name = var.log_group == null ? var.log_group_name : one(aws_cloudwatch_log_group.main[*].name)
}

resource "aws_cloudwatch_log_group" "main" {
  count = var.log_group == null ? 0 : 1

  name              = coalesce(var.log_group.name, "/ecs/${var.name}")
  retention_in_days = var.log_group.retention_days
  kms_key_id        = var.log_group.kms_key_arn
  tags              = var.tags
}
