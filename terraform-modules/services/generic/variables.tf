variable "security_group_id" {
  description = "Additional security group of the tasks. Default: none."
  type        = string
  default     = null

  validation {
    condition     = try(startswith(var.security_group_id, "sg-"), true)
    error_message = "A security group's id starts with sg-."
  }
}

variable "target_groups" {
  description = "Target groups of the tasks, each with the container and the port that receive the requests."
  type = list(object({
    target_group_arn = string
    container_name   = string
    container_port   = number
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for target in var.target_groups : startswith(target.target_group_arn, "arn:") && target.container_port >= 1 && target.container_port <= 65535])
    error_message = "A target group is an ARN, the name of a container and a port from 1 to 65535."
  }
}

variable "request_count_label" {
  description = "Resource label of the load balancer and target group whose requests `autoscaling` counts: app/NAME/ID/targetgroup/NAME/ID."
  type        = string
  default     = null

  validation {
    condition     = var.request_count_label == null || can(regex("^app/.+/targetgroup/.+$", var.request_count_label))
    error_message = "The label is like app/NAME/ID/targetgroup/NAME/ID."
  }
}

variable "health_check_grace_period" {
  description = "Seconds after the start of a task in which ECS ignores failing health checks of the load balancer. Used with `target_groups` only."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.health_check_grace_period >= 0 && var.health_check_grace_period <= 2147483647
    error_message = "The grace period is not negative."
  }
}

variable "service_registry_arn" {
  description = "ARN of the Cloud Map service in which the tasks are registered. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.service_registry_arn == null || can(regex("^arn:aws[a-z-]*:servicediscovery:", var.service_registry_arn))
    error_message = "The registry is the ARN of a Cloud Map service."
  }
}
