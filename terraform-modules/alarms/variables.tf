variable "name" {
  description = "Name of the composite alarm and of the topic, and the beginning of the names of the alarms; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,200}$", var.name))
    error_message = "The name has 1 to 200 letters, digits, hyphens and underscores."
  }
}

variable "cluster_name" {
  description = "Name of the ECS cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.cluster_name))
    error_message = "A cluster's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "service_name" {
  description = "Name of the ECS service. If the service uses the alarms as `deployment_alarms`, give the name itself and not the output of the service."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.service_name))
    error_message = "A service's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "alarms" {
  description = "The usual alarms: cpu, memory, running_tasks (needs Container Insights), and for load-balanced services unhealthy_targets, errors and response_time, which need `request_count_label`."
  type        = set(string)
  default     = ["cpu", "memory"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.alarms : contains(["cpu", "memory", "running_tasks", "unhealthy_targets", "errors", "response_time"], name)])
    error_message = "The alarms are cpu, memory, running_tasks, unhealthy_targets, errors and response_time."
  }
}

variable "thresholds" {
  description = "Thresholds of the usual alarms: percent of CPU and memory, least number of running tasks, greatest number of unhealthy targets, errors (5xx) per minute, and seconds in which 95 % of the requests are answered."
  type = object({
    cpu               = optional(number, 85)
    memory            = optional(number, 85)
    running_tasks     = optional(number, 1)
    unhealthy_targets = optional(number, 0)
    errors            = optional(number, 10)
    response_time     = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for percent in [var.thresholds.cpu, var.thresholds.memory] : percent > 0])
    error_message = "Thresholds of cpu and memory are above 0 percent. A service can use more than it reserves."
  }

  validation {
    condition     = var.thresholds.running_tasks >= 1 && var.thresholds.unhealthy_targets >= 0 && var.thresholds.errors >= 0 && var.thresholds.response_time > 0
    error_message = "The least number of tasks is 1 or more, the response time above 0, and the other thresholds are not negative."
  }
}

variable "custom_alarms" {
  description = "Further alarms, by name: the metric, its dimensions, statistic, comparison operator and threshold, and how CloudWatch treats minutes without data (missing)."
  type = map(object({
    namespace   = string
    metric      = string
    dimensions  = map(string)
    statistic   = optional(string, "Average")
    comparison  = optional(string, "GreaterThanThreshold")
    threshold   = number
    missing     = optional(string, "notBreaching")
    description = optional(string, "")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, alarm in var.custom_alarms : can(regex("^(SampleCount|Average|Sum|Minimum|Maximum|p[0-9]{1,2}(\\.[0-9]{1,2})?)$", alarm.statistic)) && can(regex("^(Greater|Less)Than(OrEqualTo)?Threshold$", alarm.comparison)) && contains(["missing", "ignore", "breaching", "notBreaching"], alarm.missing)])
    error_message = "A statistic is SampleCount, Average, Sum, Minimum, Maximum or like p95; a comparison is like GreaterThanThreshold; missing is missing, ignore, breaching or notBreaching."
  }

  validation {
    condition     = alltrue([for name in keys(var.custom_alarms) : !contains(["cpu", "memory", "running_tasks", "unhealthy_targets", "errors", "response_time"], name)])
    error_message = "A custom alarm does not have the name of a usual one."
  }
}

variable "minutes" {
  description = "Minutes for which a threshold is exceeded before the alarm is raised."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.minutes >= 1 && var.minutes <= 1440 && floor(var.minutes) == var.minutes
    error_message = "An alarm is raised after a whole number of minutes from 1 to 1440."
  }
}

variable "request_count_label" {
  description = "Resource label of the load balancer and target group of the service (output of `network/*`). Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.request_count_label == null || can(regex("^app/[^/]+/[^/]+/targetgroup/.+$", var.request_count_label))
    error_message = "The label is like app/NAME/ID/targetgroup/NAME/ID."
  }
}

variable "composite" {
  description = "Whether there is a composite alarm, which alone notifies: once, however many of the alarms are raised."
  type        = bool
  default     = true
  nullable    = false
}

variable "topic" {
  description = "Whether there is an SNS topic that is notified."
  type        = bool
  default     = true
  nullable    = false
}

variable "emails" {
  description = "Addresses that are subscribed to the topic."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.emails : can(regex("^[^@ ]+@[^@ ]+$", address))])
    error_message = "Each is an e-mail address."
  }
}

variable "topic_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topic; its policy must allow CloudWatch to use it. Default: not encrypted."
  type        = string
  default     = null

  validation {
    condition     = var.topic_kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.topic_kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "action_arns" {
  description = "ARNs of what else is notified, such as an SNS topic of the account."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_arns) <= 4 && alltrue([for arn in var.action_arns : startswith(arn, "arn:")])
    error_message = "There are at most four, each an ARN."
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
