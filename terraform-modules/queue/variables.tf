variable "name" {
  description = "Name of the queue, without .fifo; unique in the account and region. The dead-letter queue is NAME-dead."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,70}$", var.name))
    error_message = "The name has 1 to 70 letters, digits, hyphens and underscores."
  }
}

variable "fifo" {
  description = "Whether the queue keeps the order of messages. Its name then ends in .fifo."
  type        = bool
  default     = false
  nullable    = false
}

variable "content_based_deduplication" {
  description = "Whether a FIFO queue drops a message that is equal to one of the last five minutes."
  type        = bool
  default     = false
  nullable    = false
}

variable "visibility_timeout" {
  description = "Seconds for which a received message is hidden from others; longer than a program needs for it."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.visibility_timeout >= 0 && var.visibility_timeout <= 43200
    error_message = "The visibility timeout is 0 to 43200 seconds."
  }
}

variable "retention_days" {
  description = "Days after which a message is deleted, 1 to 14. The dead-letter queue keeps messages for 14 days from when they were first sent."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = contains(range(1, 15), var.retention_days)
    error_message = "A message is kept for 1 to 14 days."
  }
}

variable "delay" {
  description = "Seconds after which a message becomes visible."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.delay >= 0 && var.delay <= 900
    error_message = "The delay is 0 to 900 seconds."
  }
}

variable "max_receive_count" {
  description = "How often a message is received before it is moved to the dead-letter queue."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "A message is received 1 to 1000 times."
  }
}

variable "senders" {
  description = "Services of AWS that can send, by a name of letters and digits: the service, such as sns.amazonaws.com, and the ARN of the topic, bucket or rule."
  type = map(object({
    service    = string
    source_arn = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, sender in var.senders : can(regex("^[A-Za-z0-9]+$", name)) && name != "TlsOnly" && can(regex("^[a-z0-9.-]+\\.amazonaws\\.com$", sender.service)) && startswith(sender.source_arn, "arn:")])
    error_message = "A sender has a name of letters and digits, a service such as sns.amazonaws.com, and an ARN."
  }
}

variable "kms_key" {
  description = "KMS key that encrypts the messages; its policy must allow the `senders`. Default: the key of SQS."
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
