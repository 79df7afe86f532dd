# An SNS topic with its subscriptions, reachable with TLS only. `statements` of its outputs are the permissions that programs need,
# for `task_role`.

data "aws_caller_identity" "current" {}

locals {
  name = var.fifo ? "${var.name}.fifo" : var.name
}

resource "aws_sns_topic" "main" {
  #checkov:skip=CKV_AWS_26:Services of AWS cannot publish with the key of SNS; a key of your own is a variable

  name                        = local.name
  fifo_topic                  = var.fifo
  content_based_deduplication = var.fifo && var.content_based_deduplication
  kms_master_key_id           = one(var.kms_key[*].arn)
  tags                        = var.tags
}

data "aws_iam_policy_document" "main" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.main.arn]

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
    for_each = var.publishers

    content {
      sid       = statement.key
      actions   = ["sns:Publish"]
      resources = [aws_sns_topic.main.arn]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      # Keeps the service from publishing on behalf of another account.
      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [data.aws_caller_identity.current.account_id]
      }

      dynamic "condition" {
        for_each = statement.value.source_arn[*]

        content {
          test     = "ArnEquals"
          variable = "aws:SourceArn"
          values   = [condition.value]
        }
      }
    }
  }
}

resource "aws_sns_topic_policy" "main" {
  arn    = aws_sns_topic.main.arn
  policy = data.aws_iam_policy_document.main.json
}

resource "aws_sns_topic_subscription" "main" {
  for_each = var.subscriptions

  topic_arn            = aws_sns_topic.main.arn
  protocol             = each.value.protocol
  endpoint             = each.value.endpoint
  raw_message_delivery = each.value.raw
  filter_policy        = each.value.filter
  filter_policy_scope  = each.value.filter == null ? null : each.value.filter_scope
}
