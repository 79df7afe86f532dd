mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  role_name = "app-dev-execution"
}

run "defaults" {
  command = plan

  module {
    source = "../execution_role"
  }

  assert {
    condition     = aws_iam_role.main.name == "app-dev-execution" && output.name == "app-dev-execution"
    error_message = "the role has the configured name"
  }

  assert {
    condition     = aws_iam_role_policy_attachments_exclusive.main.policy_arns == toset(["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"])
    error_message = "it has the managed policy and no other"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.custom.policy_arn == "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    error_message = "without a custom policy, the managed one is attached twice"
  }

  assert {
    condition     = length(aws_iam_role_policy.secrets) == 0
    error_message = "without secrets, it can read none"
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.trust.statement).principals).identifiers == toset(["ecs-tasks.amazonaws.com"]) && one(one(data.aws_iam_policy_document.trust.statement).condition).values == tolist(["123456789012"])
    error_message = "only ECS can assume the role, for this account"
  }

  assert {
    condition     = aws_iam_role.main.force_detach_policies
    error_message = "a destroy detaches the policies"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../execution_role"
  }

  variables {
    policy_arn         = "arn:aws:iam::123456789012:policy/app"
    ssm_parameter_arns = ["arn:aws:ssm:us-east-1:123456789012:parameter/app/a", "arn:aws:ssm:us-east-1:123456789012:parameter/app/b"]
    secret_arns = [
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:user::",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:password::",
    ]
    kms_key_arns             = ["arn:aws:kms:us-east-1:123456789012:key/1"]
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    tags                     = { Team = "a" }
  }

  assert {
    condition     = contains(aws_iam_role_policy_attachments_exclusive.main.policy_arns, "arn:aws:iam::123456789012:policy/app") && length(aws_iam_role_policy_attachments_exclusive.main.policy_arns) == 2
    error_message = "the role has the custom policy and the managed one"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.custom.policy_arn == "arn:aws:iam::123456789012:policy/app"
    error_message = "the custom policy is attached by a resource that detaches it before it is deleted"
  }

  assert {
    condition = jsonencode({ for statement in data.aws_iam_policy_document.secrets.statement : join(",", statement.actions) => sort(statement.resources) }) == jsonencode({
      "ssm:GetParameters"             = ["arn:aws:ssm:us-east-1:123456789012:parameter/app/a", "arn:aws:ssm:us-east-1:123456789012:parameter/app/b"]
      "secretsmanager:GetSecretValue" = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf"]
      "kms:Decrypt"                   = ["arn:aws:kms:us-east-1:123456789012:key/1"]
    })
    error_message = "it can read exactly the parameters, secrets and keys it is given"
  }

  assert {
    condition     = length(aws_iam_role_policy.secrets) == 1
    error_message = "the role has that policy"
  }

  assert {
    condition     = aws_iam_role.main.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary" && aws_iam_role.main.tags.Team == "a"
    error_message = "boundary and tags are as configured"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../execution_role"
  }

  variables {
    role_name                = "a role"
    policy_arn               = "app"
    ssm_parameter_arns       = ["/app/a"]
    secret_arns              = ["app"]
    kms_key_arns             = ["arn:aws:kms:us-east-1:123456789012:alias/app"]
    permissions_boundary_arn = "boundary"
    tags                     = { "aws:team" = "a" }
  }

  expect_failures = [
    var.role_name, var.policy_arn, var.ssm_parameter_arns, var.secret_arns, var.kms_key_arns, var.permissions_boundary_arn,
    var.tags,
  ]
}
