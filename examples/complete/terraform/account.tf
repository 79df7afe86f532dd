# Resources that the options refer to: a key, a secret and a policy.

data "aws_caller_identity" "current" {}

locals {
  name = "${var.project}-${var.env_label}"
  tags = { Project = var.project, Environment = var.env_label }
}

resource "aws_kms_key" "main" {
  description         = "Logs, images and secrets of ${local.name}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
  tags                = local.tags
}

data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:In the policy of a key, the resource * is that key
  #checkov:skip=CKV_AWS_111:In the policy of a key, the resource * is that key
  #checkov:skip=CKV_AWS_356:In the policy of a key, the resource * is that key

  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_secretsmanager_secret" "main" {
  #checkov:skip=CKV2_AWS_57:Nothing rotates a value that is set by hand

  name                    = local.name
  description             = "A JSON object with the key password; its value is put there by hand"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 0
  tags                    = local.tags
}

# An additional policy for the execution role. Its ARN is known after the apply only.
resource "aws_iam_policy" "custom" {
  name   = "${local.name}-custom"
  policy = data.aws_iam_policy_document.custom.json
  tags   = local.tags
}

data "aws_iam_policy_document" "custom" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${local.name}-settings/*"]
  }
}
