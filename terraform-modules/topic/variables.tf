variable "name" {
  description = "Name of the topic, without .fifo; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,250}$", var.name))
    error_message = "The name has 1 to 250 letters, digits, hyphens and underscores."
  }
}

variable "fifo" {
  description = "Whether the topic keeps the order of messages. Its name then ends in .fifo, and only queues can subscribe."
  type        = bool
  default     = false
  nullable    = false
}

variable "content_based_deduplication" {
  description = "Whether a FIFO topic drops a message that is equal to one of the last five minutes."
  type        = bool
  default     = false
  nullable    = false
}

variable "subscriptions" {
  description = "Subscriptions, by name: the protocol (sqs, lambda, https, email or firehose), the endpoint (an ARN, URL or address), whether the message is delivered as it is (raw), and a filter policy as JSON, for MessageAttributes or MessageBody. The policy of a queue must allow the topic to send to it (`senders` of `queue`)."
  type = map(object({
    protocol     = string
    endpoint     = string
    raw          = optional(bool, false)
    filter       = optional(string)
    filter_scope = optional(string, "MessageAttributes")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : contains(["sqs", "lambda", "https", "email", "firehose"], subscription.protocol) && contains(["MessageAttributes", "MessageBody"], subscription.filter_scope)])
    error_message = "The protocol is sqs, lambda, https, email or firehose; a filter is for MessageAttributes or MessageBody."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : subscription.filter == null || can(keys(jsondecode(subscription.filter)))])
    error_message = "A filter policy is a JSON object."
  }
}

variable "publishers" {
  description = "Services of AWS that can publish, by a name of letters and digits: the service, such as events.amazonaws.com, and the ARN of what publishes (default: anything of the account)."
  type = map(object({
    service    = string
    source_arn = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, publisher in var.publishers : can(regex("^[A-Za-z0-9]+$", name)) && name != "TlsOnly" && can(regex("^[a-z0-9.-]+\\.amazonaws\\.com$", publisher.service)) && try(startswith(publisher.source_arn, "arn:"), true)])
    error_message = "A publisher has a name of letters and digits, a service such as events.amazonaws.com, and an ARN or none."
  }
}

variable "kms_key" {
  description = "KMS key that encrypts the messages; its policy must allow the `publishers`. Default: not encrypted."
  type = object({
    arn = string
  })
  default = null

  validation {
    condition     = var.kms_key == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key.arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "tags" {
  description = "Tags of all resources of this module."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
