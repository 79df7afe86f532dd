# The role with which EventBridge runs the task.

locals {
  task_definition = regex("^(?P<prefix>arn:[^/]+:task-definition)/(?P<family>[^:]+)", var.task_definition_arn)
  family          = local.task_definition.family

  # Permissions for exactly what is used. A new revision is a new ARN, so that all revisions of the family are allowed.
  queue_arns = local.by_event ? [] : compact([var.dead_letter_queue_arn])
  key_arns   = local.by_event ? [] : compact([var.kms_key_arn])
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [local.by_event ? "events.amazonaws.com" : "scheduler.amazonaws.com"]
    }

    # Keeps EventBridge from using the role on behalf of another account.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "main" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = ["${local.task_definition.prefix}/${local.family}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [var.cluster_arn]
    }
  }

  # Tags of the tasks, set by RunTask only.
  statement {
    actions   = ["ecs:TagResource"]
    resources = ["${replace(var.cluster_arn, ":cluster/", ":task/")}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = var.pass_role_arns

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  dynamic "statement" {
    for_each = length(local.queue_arns) > 0 ? [local.queue_arns] : []

    content {
      actions   = ["sqs:SendMessage"]
      resources = statement.value
    }
  }

  dynamic "statement" {
    for_each = length(local.key_arns) > 0 ? [local.key_arns] : []

    content {
      actions   = ["kms:Decrypt"]
      resources = statement.value
    }
  }
}

resource "aws_iam_role" "main" {
  name                 = coalesce(var.role_name, var.name)
  description          = "EventBridge runs tasks of ${local.family} with it"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  lifecycle {
    precondition {
      condition     = (var.schedule_expression == null) != (var.event_pattern == null)
      error_message = "A task runs on a schedule or for events: give schedule_expression or event_pattern, and not both."
    }

    precondition {
      condition     = var.event_pattern == null || var.flexible_minutes == 0
      error_message = "Events have no flexible time window: flexible_minutes needs schedule_expression."
    }
  }
}

resource "aws_iam_role_policy" "main" {
  name   = "run-task"
  role   = aws_iam_role.main.id
  policy = data.aws_iam_policy_document.main.json
}
