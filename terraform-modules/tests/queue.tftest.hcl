# moto returns the redrive policy with other white space, so that a second plan there is not empty; examples/complete has no queue.

mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "app-dev-jobs"
}

run "defaults" {
  command = apply

  module {
    source = "../queue"
  }

  assert {
    condition     = aws_sqs_queue.main.name == "app-dev-jobs" && output.name == "app-dev-jobs" && !aws_sqs_queue.main.fifo_queue && aws_sqs_queue.main.visibility_timeout_seconds == 30 && aws_sqs_queue.main.message_retention_seconds == 345600 && aws_sqs_queue.main.receive_wait_time_seconds == 20
    error_message = "the queue keeps messages for four days"
  }

  assert {
    condition     = aws_sqs_queue.main.sqs_managed_sse_enabled && aws_sqs_queue.dead_letter.sqs_managed_sse_enabled
    error_message = "both queues are encrypted"
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_policy.main.redrive_policy) == { deadLetterTargetArn = output.dead_letter_queue.arn, maxReceiveCount = 5 } && output.dead_letter_queue.name == "app-dev-jobs-dead"
    error_message = "a message that fails five times is moved to the dead-letter queue"
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.main : one(document.statement).effect == "Deny" && one(one(document.statement).condition).variable == "aws:SecureTransport"])
    error_message = "the policies allow nothing, and deny access without TLS"
  }

  assert {
    condition = output.statements == {
      read  = [{ actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], resources = [output.arn] }]
      write = [{ actions = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], resources = [output.arn] }]
      use   = [{ actions = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], resources = [output.arn] }]
    }
    error_message = "each right is for this queue only"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../queue"
  }

  variables {
    fifo                        = true
    content_based_deduplication = true
    visibility_timeout          = 300
    retention_days              = 14
    delay                       = 10
    max_receive_count           = 1
    senders                     = { orders = { service = "sns.amazonaws.com", source_arn = "arn:aws:sns:us-east-1:123456789012:orders" } }
    kms_key                     = { arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    tags                        = { Team = "a" }
  }

  assert {
    condition     = aws_sqs_queue.main.name == "app-dev-jobs.fifo" && aws_sqs_queue.dead_letter.name == "app-dev-jobs-dead.fifo" && aws_sqs_queue.main.fifo_queue && aws_sqs_queue.dead_letter.fifo_queue && aws_sqs_queue.main.content_based_deduplication
    error_message = "both queues are FIFO"
  }

  assert {
    condition     = aws_sqs_queue.main.visibility_timeout_seconds == 300 && aws_sqs_queue.main.message_retention_seconds == 1209600 && aws_sqs_queue.main.delay_seconds == 10 && jsondecode(aws_sqs_queue_redrive_policy.main.redrive_policy).maxReceiveCount == 1
    error_message = "the queue is as configured"
  }

  assert {
    condition     = aws_sqs_queue.main.kms_master_key_id == var.kms_key.arn && aws_sqs_queue.dead_letter.kms_master_key_id == var.kms_key.arn && output.statements.read[1] == { actions = ["kms:Decrypt"], resources = [var.kms_key.arn] } && output.statements.write[1].actions == ["kms:Decrypt", "kms:GenerateDataKey"]
    error_message = "the rights include the key"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.main["main"].statement[1].principals).identifiers == toset(["sns.amazonaws.com"]) && one(data.aws_iam_policy_document.main["main"].statement[1].condition).values == tolist(["arn:aws:sns:us-east-1:123456789012:orders"]) && length(data.aws_iam_policy_document.main["dead_letter"].statement) == 1
    error_message = "the topic can send to the queue"
  }

  assert {
    condition     = aws_sqs_queue.main.tags.Team == "a" && aws_sqs_queue.dead_letter.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../queue"
  }

  variables {
    name               = "jobs.fifo"
    visibility_timeout = 43201
    retention_days     = 15
    delay              = 901
    max_receive_count  = 0
    senders            = { "a topic" = { service = "sns", source_arn = "orders" } }
    kms_key            = { arn = "alias/app" }
    tags               = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.visibility_timeout, var.retention_days, var.delay, var.max_receive_count, var.senders, var.kms_key, var.tags,
  ]
}
