variable "name" {
  description = "Base of the name of the target group, which is cut to 32 characters including a hash that makes it unique."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$", var.name))
    error_message = "The name starts with a letter or digit and has letters, digits, hyphens and underscores."
  }
}

variable "listener_arn" {
  description = "ARN of a listener of an application load balancer, from `network/*` or any other."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/.+$", var.listener_arn))
    error_message = "The listener is the ARN of an application load balancer's listener."
  }
}
