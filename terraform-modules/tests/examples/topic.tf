module "orders" {
  source = "../../topic"

  name          = "app-dev-orders"
  subscriptions = { mail = { protocol = "sqs", endpoint = module.mail_queue.arn, raw = true } }
}

# The policy of the queue needs the ARN of the topic before the topic knows the queue.
module "mail_queue" {
  source = "../../queue"

  name    = "app-dev-mail"
  senders = { orders = { service = "sns.amazonaws.com", source_arn = "arn:aws:sns:us-east-1:123456789012:app-dev-orders" } }
}
