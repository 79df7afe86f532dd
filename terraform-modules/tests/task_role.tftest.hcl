mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "app-dev-web"
}

run "defaults" {
  command = plan

  module {
    source = "../task_role"
  }

  assert {
    condition     = output.name == "app-dev-web" && length(aws_iam_role_policy.main) == 0 && length(aws_iam_role_policy_attachment.named) == 0
    error_message = "the role has no permissions"
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.trust.statement).principals).identifiers == toset(["ecs-tasks.amazonaws.com"]) && one(one(data.aws_iam_policy_document.trust.statement).condition).values == tolist(["123456789012"])
    error_message = "only ECS can assume the role, for this account"
  }

  assert {
    condition     = length(aws_iam_role_policy_attachments_exclusive.main.policy_arns) == 0 && aws_iam_role.main.force_detach_policies
    error_message = "policies that are attached by hand are detached"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../task_role"
  }

  variables {
    statements = [
      {
        actions    = ["sqs:SendMessage", "sqs:Get*"]
        resources  = ["arn:aws:sqs:us-east-1:123456789012:jobs"]
        conditions = [{ test = "Bool", variable = "aws:SecureTransport", values = ["true"] }]
      },
      { actions = ["xray:*"], resources = ["*"], allow_wildcard = true },
      { effect = "Deny", actions = ["s3:*"], resources = ["*"] },
    ]
    enable_execute_command   = true
    xray                     = true
    cloudwatch_agent         = true
    managed_policy_arns      = { app = "arn:aws:iam::123456789012:policy/app" }
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    tags                     = { Team = "a" }
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.main.statement : "${statement.effect} ${join(",", sort(statement.actions))} ${one(statement.resources)}"] == [
      "Allow sqs:Get*,sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:jobs",
      "Allow xray:* *",
      "Deny s3:* *",
      "Allow cloudwatch:PutMetricData *",
      "Allow ssmmessages:CreateControlChannel,ssmmessages:CreateDataChannel,ssmmessages:OpenControlChannel,ssmmessages:OpenDataChannel *",
      "Allow xray:GetSamplingRules,xray:GetSamplingStatisticSummaries,xray:GetSamplingTargets,xray:PutTelemetryRecords,xray:PutTraceSegments *",
    ]
    error_message = "the statements are those that are given, and those of ECS Exec and the sidecars"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.main.statement[0].condition).variable == "aws:SecureTransport" && length(data.aws_iam_policy_document.main.statement[1].condition) == 0
    error_message = "the conditions are as configured"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.named["app"].policy_arn == "arn:aws:iam::123456789012:policy/app" && aws_iam_role_policy_attachments_exclusive.main.policy_arns == toset(["arn:aws:iam::123456789012:policy/app"])
    error_message = "the managed policy is attached, and no other"
  }

  assert {
    condition     = aws_iam_role.main.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary" && aws_iam_role.main.tags.Team == "a"
    error_message = "boundary and tags are as configured"
  }
}

run "all_actions" {
  command = plan

  module {
    source = "../task_role"
  }

  variables {
    statements = [{ actions = ["s3:*"], resources = ["arn:aws:s3:::app/*"] }]
  }

  expect_failures = [var.statements]
}

run "all_resources" {
  command = plan

  module {
    source = "../task_role"
  }

  variables {
    statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::*"] }]
  }

  expect_failures = [var.statements]
}

run "all_actions_of_all_services" {
  command = plan

  module {
    source = "../task_role"
  }

  variables {
    statements = [{ actions = ["*"], resources = ["arn:aws:s3:::app/*"] }]
  }

  expect_failures = [var.statements]
}

run "bad_input" {
  command = plan

  module {
    source = "../task_role"
  }

  variables {
    name                     = "a role"
    statements               = [{ effect = "Maybe", actions = ["GetObject"], resources = ["app"] }, { actions = [], resources = [] }]
    managed_policy_arns      = { app = "app" }
    permissions_boundary_arn = "boundary"
    tags                     = { "aws:team" = "a" }
  }

  expect_failures = [var.name, var.statements, var.managed_policy_arns, var.permissions_boundary_arn, var.tags]
}
