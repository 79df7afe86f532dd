# The task role: the program in the containers calls AWS with it (`role_arn` of a service or job). It has exactly the permissions
# that are given; all actions of a service, or an action on all resources, must be allowed explicitly.

data "aws_caller_identity" "current" {}

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
  name                 = var.name
  description          = "Tasks call AWS with it"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  # Destroying an exclusive attachment does not detach the policies.
  force_detach_policies = true
}

locals {
  # These actions have no resources: all of them are on *.
  usual = {
    exec = [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    xray = [
      "xray:GetSamplingRules",
      "xray:GetSamplingStatisticSummaries",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]
    cloudwatch_agent = ["cloudwatch:PutMetricData"]
  }
  wanted = { exec = var.enable_execute_command, xray = var.xray, cloudwatch_agent = var.cloudwatch_agent }

  statements = concat(var.statements, [
    for name, actions in local.usual : { effect = "Allow", actions = actions, resources = ["*"], conditions = [] } if local.wanted[name]
  ])
}

data "aws_iam_policy_document" "main" {
  dynamic "statement" {
    for_each = local.statements

    content {
      effect    = statement.value.effect
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "main" {
  count = length(local.statements) > 0 ? 1 : 0

  name   = "statements"
  role   = aws_iam_role.main.id
  policy = data.aws_iam_policy_document.main.json
}

# Detaches a policy before it is deleted or replaced.
resource "aws_iam_role_policy_attachment" "named" {
  for_each = var.managed_policy_arns

  role       = aws_iam_role.main.name
  policy_arn = each.value
}

# Exactly these policies: others, attached by hand, are detached.
resource "aws_iam_role_policy_attachments_exclusive" "main" {
  role_name   = aws_iam_role.main.name
  policy_arns = values(var.managed_policy_arns)

  depends_on = [aws_iam_role_policy_attachment.named]
}
