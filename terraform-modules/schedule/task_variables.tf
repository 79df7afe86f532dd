variable "cluster_arn" {
  description = "ARN of the cluster in which the task runs (output `arn` of `cluster`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:cluster/.+$", var.cluster_arn))
    error_message = "The cluster is an ARN."
  }
}

variable "task_definition_arn" {
  description = "ARN of the task definition (output `task_definition_arn` of `job` or of a service). With a revision, the task runs what was applied last."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/[a-zA-Z0-9_-]+(:[0-9]+)?$", var.task_definition_arn))
    error_message = "The task definition is an ARN, with or without a revision."
  }
}

variable "pass_role_arns" {
  description = "ARNs of the roles of the task definition: the execution role and, if there is one, the task role."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.pass_role_arns) > 0 && alltrue([for arn in var.pass_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "There is at least one role, each the ARN of an IAM role."
  }
}

variable "subnet_ids" {
  description = "Subnets of the task."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Subnets are at least one id that starts with subnet-."
  }
}

variable "security_group_ids" {
  description = "Security groups of the task."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) > 0 && alltrue([for id in var.security_group_ids : startswith(id, "sg-")])
    error_message = "There is at least one security group, each an id that starts with sg-."
  }
}

variable "assign_public_ip" {
  description = "Whether the task gets a public IP address."
  type        = bool
  default     = false
  nullable    = false
}

variable "task_count" {
  description = "Number of tasks that are started together, 1 to 10."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains(range(1, 11), var.task_count)
    error_message = "One to ten tasks are started together."
  }
}

variable "platform_version" {
  description = "Fargate platform version."
  type        = string
  default     = "LATEST"
  nullable    = false

  validation {
    condition     = can(regex("^(LATEST|[0-9]+\\.[0-9]+\\.[0-9]+)$", var.platform_version))
    error_message = "The platform version is LATEST or like 1.4.0."
  }
}

variable "capacity_provider_strategy" {
  description = "Capacity provider strategy with FARGATE and FARGATE_SPOT, which the cluster must have. Default: launch type FARGATE."
  type = list(object({
    capacity_provider = string
    weight            = number
    base              = optional(number, 0)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for share in var.capacity_provider_strategy : contains(["FARGATE", "FARGATE_SPOT"], share.capacity_provider) && share.weight >= 0 && share.weight <= 1000 && share.base >= 0 && share.base <= 100000])
    error_message = "A strategy names FARGATE or FARGATE_SPOT, with a weight of 0 to 1000 and a base of 0 to 100000."
  }
}

variable "container_overrides" {
  description = "What differs from the task definition: from the name of a container to its command and further environment variables."
  type = map(object({
    command     = optional(list(string))
    environment = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for override in values(var.container_overrides) : override.command == null || try(length(override.command) > 0, false)])
    error_message = "A command has at least one word; leave it out for that of the task definition."
  }
}
