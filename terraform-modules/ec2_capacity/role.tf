# The role of the instances: what the ECS agent needs, for this cluster. The permissions of tasks are in their own roles.

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

locals {
  ecs = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "main" {
  #checkov:skip=CKV_AWS_356:ecs:DiscoverPollEndpoint and ecr:GetAuthorizationToken have no resources
  #checkov:skip=CKV_AWS_111:The actions with resources are limited to the cluster

  statement {
    sid       = "NoResource"
    actions   = ["ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "Register"
    actions   = ["ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"]
    resources = ["${local.ecs}:cluster/${var.cluster_name}"]
  }

  statement {
    sid = "Agent"
    actions = [
      "ecs:Poll",
      "ecs:StartTelemetrySession",
      "ecs:SubmitAttachmentStateChanges",
      "ecs:SubmitContainerStateChange",
      "ecs:SubmitTaskStateChange",
      "ecs:UpdateContainerInstancesState",
    ]
    resources = ["${local.ecs}:cluster/${var.cluster_name}", "${local.ecs}:container-instance/${var.cluster_name}/*"]
  }

  statement {
    sid       = "Tag"
    actions   = ["ecs:TagResource"]
    resources = ["${local.ecs}:container-instance/${var.cluster_name}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterContainerInstance"]
    }
  }
}

resource "aws_iam_role" "main" {
  name                 = "${var.name}-instances"
  description          = "Instances of ${var.name} register in ECS with it"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  # Policies that were attached by hand do not keep a destroy from succeeding.
  force_detach_policies = true
}

resource "aws_iam_role_policy" "main" {
  name   = "ecs"
  role   = aws_iam_role.main.id
  policy = data.aws_iam_policy_document.main.json
}

resource "aws_iam_instance_profile" "main" {
  name = "${var.name}-instances"
  role = aws_iam_role.main.name
  tags = var.tags
}
