variable "name" {
  description = "Name of the schedule or rule, and of its role; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-zA-Z_.-]{1,64}$", var.name))
    error_message = "The name has 1 to 64 letters, digits, dots, hyphens and underscores."
  }
}

variable "schedule_expression" {
  description = "When the task runs: rate(VALUE UNIT), cron(MINUTES HOURS DAY MONTH WEEKDAY YEAR) or at(YYYY-MM-DDThh:mm:ss). Either this or `event_pattern`."
  type        = string
  default     = null

  validation {
    condition = try(anytrue([
      var.schedule_expression == null,
      can(regex("^rate\\([1-9][0-9]* (minute|hour|day)s?\\)$", var.schedule_expression)),
      can(regex("^cron\\([^ ]+( [^ ]+){5}\\)$", var.schedule_expression)),
      can(regex("^at\\([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\)$", var.schedule_expression)),
    ]), false)
    error_message = "The schedule is like rate(5 minutes), cron(0 3 * * ? *) or at(2030-01-31T03:00:00)."
  }
}

variable "time_zone" {
  description = "Time zone of a cron or at expression."
  type        = string
  default     = "UTC"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$", var.time_zone))
    error_message = "The time zone is one of the IANA database, such as Europe/Berlin."
  }
}

variable "flexible_minutes" {
  description = "Minutes by which the task may start later than scheduled, 0 to 1440. 0: at the scheduled time."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.flexible_minutes >= 0 && var.flexible_minutes <= 1440 && floor(var.flexible_minutes) == var.flexible_minutes
    error_message = "The window is a whole number of minutes from 0 to 1440."
  }
}

variable "schedule_group" {
  description = "Schedule group of the schedule."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-zA-Z_.-]{1,64}$", var.schedule_group))
    error_message = "A group's name has 1 to 64 letters, digits, dots, hyphens and underscores."
  }
}

variable "event_pattern" {
  description = "Pattern of the events for which the task runs, as a JSON object. Either this or `schedule_expression`."
  type        = string
  default     = null

  validation {
    condition     = var.event_pattern == null || can(keys(jsondecode(var.event_pattern))[0])
    error_message = "The pattern is a JSON object with at least one field."
  }
}

variable "event_bus" {
  description = "Event bus of the events."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = can(regex("^[/.\\-_A-Za-z0-9]{1,256}$", var.event_bus))
    error_message = "An event bus has 1 to 256 letters, digits and the characters / . - _."
  }
}

variable "enabled" {
  description = "Whether the task runs. False keeps the schedule or rule without running the task."
  type        = bool
  default     = true
  nullable    = false
}

variable "retry" {
  description = "Attempts to start the task if ECS refuses it, and seconds after which EventBridge gives up. A task that starts and fails is not repeated."
  type = object({
    attempts    = optional(number, 3)
    maximum_age = optional(number, 3600)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.retry.attempts >= 0 && var.retry.attempts <= 185 && var.retry.maximum_age >= 60 && var.retry.maximum_age <= 86400
    error_message = "There are 0 to 185 attempts, for 60 to 86400 seconds."
  }
}

variable "dead_letter_queue_arn" {
  description = "SQS queue for runs that could not be started. For `event_pattern`, the queue's policy must allow EventBridge to send to it. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.dead_letter_queue_arn == null || can(regex("^arn:aws[a-z-]*:sqs:", var.dead_letter_queue_arn))
    error_message = "The queue is the ARN of an SQS queue."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the schedule. Default: the key of EventBridge. Used with `schedule_expression` only."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "role_name" {
  description = "Name of the role with which EventBridge runs the task; unique in the account. Default: `name`."
  type        = string
  default     = null

  validation {
    condition     = var.role_name == null || can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "A role's name has 1 to 64 letters, digits and the characters _ + = , . @ -."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary of the role. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "The boundary is the ARN of an IAM policy."
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
