# Flow logs, in a log group of CloudWatch.

data "aws_caller_identity" "current" {}

resource "aws_cloudwatch_log_group" "flow" {
  count = var.flow_logs == null ? 0 : 1

  name              = "/vpc/${var.name}"
  retention_in_days = var.flow_logs.retention_days
  kms_key_id        = var.flow_logs.kms_key_arn
  tags              = var.tags
}

resource "aws_flow_log" "main" {
  count = var.flow_logs == null ? 0 : 1

  vpc_id          = aws_vpc.main.id
  traffic_type    = var.flow_logs.traffic
  log_destination = one(aws_cloudwatch_log_group.flow[*].arn)
  iam_role_arn    = one(aws_iam_role.flow[*].arn)
  tags            = local.tags

  depends_on = [aws_iam_role_policy.flow]
}

data "aws_iam_policy_document" "flow_trust" {
  count = var.flow_logs == null ? 0 : 1

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "flow" {
  count = var.flow_logs == null ? 0 : 1

  statement {
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${one(aws_cloudwatch_log_group.flow[*].arn)}:*"]
  }
}

resource "aws_iam_role" "flow" {
  count = var.flow_logs == null ? 0 : 1

  name               = "${var.name}-flow-logs-${data.aws_region.current.name}"
  description        = "Writes the flow logs of the VPC ${var.name}"
  assume_role_policy = one(data.aws_iam_policy_document.flow_trust[*].json)
  tags               = var.tags
}

resource "aws_iam_role_policy" "flow" {
  count = var.flow_logs == null ? 0 : 1

  name   = "logs"
  role   = one(aws_iam_role.flow[*].id)
  policy = one(data.aws_iam_policy_document.flow[*].json)
}
