variable "security_group_id" {
  description = "Security group of the load balancer (output of `network/*`). The tasks accept requests from it, and from those in `ingress`."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.security_group_id, "sg-")
    error_message = "A security group's id starts with sg-."
  }
}

variable "target_group_arn" {
  description = "ARN of the target group of the tasks (output of `network/*`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/.+$", var.target_group_arn))
    error_message = "The target group is an ARN."
  }
}

variable "request_count_label" {
  description = "Resource label of the load balancer and target group whose requests `autoscaling.requests_per_target` counts (output of `network/*`)."
  type        = string
  default     = null

  validation {
    condition     = var.request_count_label == null || can(regex("^app/.+/targetgroup/.+$", var.request_count_label))
    error_message = "The label is like app/NAME/ID/targetgroup/NAME/ID."
  }
}

variable "load_balancer_container_name" {
  description = "Name of the container that receives the requests."
  type        = string
  default     = "nginx"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.load_balancer_container_name))
    error_message = "A container's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "load_balancer_container_port" {
  description = "Port of that container; must be in its portMappings."
  type        = number
  default     = 80
  nullable    = false

  validation {
    condition     = var.load_balancer_container_port >= 1 && var.load_balancer_container_port <= 65535
    error_message = "A port is 1 to 65535."
  }
}

variable "health_check_grace_period" {
  description = "Seconds after the start of a task in which ECS ignores failing health checks of the load balancer."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.health_check_grace_period >= 0 && var.health_check_grace_period <= 2147483647
    error_message = "The grace period is not negative."
  }
}
