# The task execution role: ECS uses it to pull images, read secrets and write logs. The permissions of the program in the
# container are another role, the task role (`role_arn` of a service).

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  managed_policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    # Keeps ECS from using the role on behalf of another account.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "main" {
  name                 = var.role_name
  description          = "ECS starts tasks with it"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  # Destroying an exclusive attachment does not detach the policies.
  force_detach_policies = true
}

# Detaches the policy before it is deleted or replaced. policy_arn may be unknown until the apply, so the resource cannot have a
# count; without policy_arn it attaches the managed policy a second time.
resource "aws_iam_role_policy_attachment" "custom" {
  role       = aws_iam_role.main.name
  policy_arn = coalesce(var.policy_arn, local.managed_policy_arn)
}

# Exactly these two policies: others, attached by hand, are detached.
resource "aws_iam_role_policy_attachments_exclusive" "main" {
  role_name   = aws_iam_role.main.name
  policy_arns = compact([local.managed_policy_arn, var.policy_arn])

  # If the attachment above changes from the managed policy to another one, it detaches the managed policy.
  depends_on = [aws_iam_role_policy_attachment.custom]
}

data "aws_iam_policy_document" "secrets" {
  dynamic "statement" {
    for_each = length(var.ssm_parameter_arns) > 0 ? [var.ssm_parameter_arns] : []

    content {
      actions   = ["ssm:GetParameters"]
      resources = statement.value
    }
  }

  dynamic "statement" {
    for_each = length(var.secret_arns) > 0 ? [var.secret_arns] : []

    content {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = distinct([for arn in statement.value : join(":", slice(split(":", arn), 0, 7))])
    }
  }

  dynamic "statement" {
    for_each = length(var.kms_key_arns) > 0 ? [var.kms_key_arns] : []

    content {
      actions   = ["kms:Decrypt"]
      resources = statement.value
    }
  }
}

resource "aws_iam_role_policy" "secrets" {
  count = length(var.ssm_parameter_arns) + length(var.secret_arns) + length(var.kms_key_arns) > 0 ? 1 : 0

  name   = "secrets"
  role   = aws_iam_role.main.id
  policy = data.aws_iam_policy_document.secrets.json
}
