# An SQS queue with a dead-letter queue, both encrypted and reachable with TLS only. `statements` of its outputs are the
# permissions that programs need, for `task_role`.

locals {
  suffix           = var.fifo ? ".fifo" : ""
  name             = "${var.name}${local.suffix}"
  dead_letter_name = "${var.name}-dead${local.suffix}"
}

resource "aws_sqs_queue" "main" {
  name                        = local.name
  fifo_queue                  = var.fifo
  content_based_deduplication = var.fifo && var.content_based_deduplication
  visibility_timeout_seconds  = var.visibility_timeout
  message_retention_seconds   = var.retention_days * 86400
  delay_seconds               = var.delay
  receive_wait_time_seconds   = 20
  sqs_managed_sse_enabled     = var.kms_key == null ? true : null
  kms_master_key_id           = one(var.kms_key[*].arn)
  tags                        = var.tags
}

resource "aws_sqs_queue" "dead_letter" {
  name                      = local.dead_letter_name
  fifo_queue                = var.fifo
  message_retention_seconds = 14 * 86400
  sqs_managed_sse_enabled   = var.kms_key == null ? true : null
  kms_master_key_id         = one(var.kms_key[*].arn)
  tags                      = var.tags
}

resource "aws_sqs_queue_redrive_policy" "main" {
  queue_url = aws_sqs_queue.main.id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
    maxReceiveCount     = var.max_receive_count
  })
}

data "aws_iam_policy_document" "main" {
  for_each = { main = aws_sqs_queue.main.arn, dead_letter = aws_sqs_queue.dead_letter.arn }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  dynamic "statement" {
    for_each = each.key == "main" ? var.senders : {}

    content {
      sid       = statement.key
      actions   = ["sqs:SendMessage"]
      resources = [each.value]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      # Keeps the service from sending on behalf of another account.
      condition {
        test     = "ArnEquals"
        variable = "aws:SourceArn"
        values   = [statement.value.source_arn]
      }
    }
  }
}

resource "aws_sqs_queue_policy" "main" {
  queue_url = aws_sqs_queue.main.id
  policy    = data.aws_iam_policy_document.main["main"].json
}

resource "aws_sqs_queue_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.id
  policy    = data.aws_iam_policy_document.main["dead_letter"].json
}
