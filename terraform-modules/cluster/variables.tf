variable "name" {
  description = "Name of the cluster; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.name))
    error_message = "A cluster's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "container_insights" {
  description = "Container Insights, the metrics of tasks and services in CloudWatch: enhanced (also by container), enabled or disabled. AWS charges for them."
  type        = string
  default     = "enabled"
  nullable    = false

  validation {
    condition     = contains(["enhanced", "enabled", "disabled"], var.container_insights)
    error_message = "Container Insights are enhanced, enabled or disabled."
  }
}

variable "capacity_providers" {
  description = "Capacity providers that services can use: FARGATE, FARGATE_SPOT and outputs `name` of `ec2_capacity`. Services without a capacity provider strategy need none."
  type        = set(string)
  default     = ["FARGATE", "FARGATE_SPOT"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.capacity_providers : can(regex("^[a-zA-Z0-9_-]{1,255}$", name)) && (startswith(name, "FARGATE") ? contains(["FARGATE", "FARGATE_SPOT"], name) : !can(regex("^(aws|ecs|fargate)", lower(name))))])
    error_message = "The capacity providers are FARGATE, FARGATE_SPOT and those of `ec2_capacity`, whose names do not start with aws, ecs or fargate."
  }
}

variable "log_group_name" {
  description = "Name of the log group. Default: /ecs/NAME."
  type        = string
  default     = null

  validation {
    condition     = var.log_group_name == null || can(regex("^[.\\-_/#A-Za-z0-9]{1,512}$", var.log_group_name))
    error_message = "A log group's name has 1 to 512 letters, digits and the characters . - _ / #."
  }
}

variable "log_retention_days" {
  description = "Days after which log events are deleted; 0 means never."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps lines for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or for ever (0)."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the logs. Default: the key of CloudWatch."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "namespace" {
  description = "Private DNS namespace in which services find each other (services/discoverable), such as dev.internal. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.namespace == null || can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$", var.namespace))
    error_message = "The namespace is a DNS name in lower case."
  }
}

variable "vpc_id" {
  description = "VPC of the namespace. Required if `namespace` is set."
  type        = string
  default     = null

  validation {
    condition     = try(startswith(var.vpc_id, "vpc-"), true)
    error_message = "A VPC's id starts with vpc-."
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
