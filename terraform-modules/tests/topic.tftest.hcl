mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "app-dev-orders"
}

run "defaults" {
  command = apply

  module {
    source = "../topic"
  }

  assert {
    condition     = aws_sns_topic.main.name == "app-dev-orders" && output.name == "app-dev-orders" && length(aws_sns_topic_subscription.main) == 0
    error_message = "the topic has no subscriptions"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.main.statement).effect == "Deny" && one(one(data.aws_iam_policy_document.main.statement).condition).variable == "aws:SecureTransport"
    error_message = "the policy allows nothing, and denies access without TLS"
  }

  assert {
    condition     = length(output.statements.read) == 0 && jsonencode(output.statements.write) == jsonencode([{ actions = ["sns:Publish"], resources = [output.arn] }]) && output.statements.use == output.statements.write
    error_message = "the right is for this topic only"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../topic"
  }

  variables {
    fifo                        = true
    content_based_deduplication = true
    kms_key                     = { arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    publishers                  = { rules = { service = "events.amazonaws.com" }, uploads = { service = "s3.amazonaws.com", source_arn = "arn:aws:s3:::uploads" } }
    subscriptions               = { mail = { protocol = "sqs", endpoint = "arn:aws:sqs:us-east-1:123456789012:mail.fifo", raw = true, filter = "{\"kind\":[\"order\"]}", filter_scope = "MessageBody" } }
    tags                        = { Team = "a" }
  }

  assert {
    condition     = aws_sns_topic.main.name == "app-dev-orders.fifo" && aws_sns_topic.main.fifo_topic && aws_sns_topic.main.content_based_deduplication && aws_sns_topic.main.kms_master_key_id == var.kms_key.arn && aws_sns_topic.main.tags.Team == "a"
    error_message = "the topic is as configured"
  }

  assert {
    condition     = aws_sns_topic_subscription.main["mail"].raw_message_delivery && jsondecode(aws_sns_topic_subscription.main["mail"].filter_policy) == { kind = ["order"] } && aws_sns_topic_subscription.main["mail"].filter_policy_scope == "MessageBody"
    error_message = "the subscription is as configured"
  }

  assert {
    condition     = [for statement in tolist(data.aws_iam_policy_document.main.statement) : "${one(one(statement.principals).identifiers)} ${join(" ", sort(flatten(statement.condition[*].values)))}"] == ["* false", "events.amazonaws.com 123456789012", "s3.amazonaws.com 123456789012 arn:aws:s3:::uploads"]
    error_message = "only these services of this account can publish"
  }

  assert {
    condition     = jsonencode(output.statements.use[1]) == jsonencode({ actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [var.kms_key.arn] })
    error_message = "the rights include the key"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../topic"
  }

  variables {
    name          = "orders.fifo"
    subscriptions = { mail = { protocol = "sms", endpoint = "1", filter = "kind" } }
    publishers    = { "a rule" = { service = "events" } }
    kms_key       = { arn = "alias/app" }
    tags          = { "aws:team" = "a" }
  }

  expect_failures = [var.name, var.subscriptions, var.publishers, var.kms_key, var.tags]
}
