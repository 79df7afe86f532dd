variable "load_balancer_security_group_id" {
  description = "Security group of the load balancer (output `security_group_id` of `network/*`). Required. The tasks accept requests from it, and from the sources in `ingress`."
  type        = string
  default     = null

  validation {
    condition     = try(startswith(var.load_balancer_security_group_id, "sg-"), false)
    error_message = "Give the id of the load balancer's security group, which starts with sg-."
  }
}

# In ecs-app-utils, the group of the tasks, shared with the load balancer.
variable "security_group_id" {
  description = "Not used any more: give `load_balancer_security_group_id`."
  type        = string
  default     = null

  validation {
    condition     = var.security_group_id == null
    error_message = "security_group_id had two meanings: the group of the tasks in ecs-app-utils, that of the load balancer here. Give load_balancer_security_group_id, the output security_group_id of network/*; the tasks have a group of their own."
  }
}

variable "additional_target_groups" {
  description = "Further target groups of the same load balancer, each with the container and the port that receive the requests."
  type = list(object({
    target_group_arn = string
    container_name   = string
    container_port   = number
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.additional_target_groups) <= 4 && alltrue([for target in var.additional_target_groups : startswith(target.target_group_arn, "arn:") && target.container_port >= 1 && target.container_port <= 65535])
    error_message = "There are at most four, each the ARN of a target group, the name of a container and a port from 1 to 65535."
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
