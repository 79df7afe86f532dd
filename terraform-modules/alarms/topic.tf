# The topic. Each address has to confirm its subscription.

resource "aws_sns_topic" "main" {
  #checkov:skip=CKV_AWS_26:CloudWatch cannot publish with the key of SNS; a key of your own is a variable

  count = var.topic ? 1 : 0

  name              = var.name
  kms_master_key_id = var.topic_kms_key_arn
  tags              = var.tags
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.topic ? var.emails : []

  topic_arn = one(aws_sns_topic.main[*].arn)
  protocol  = "email"
  endpoint  = each.value
}
