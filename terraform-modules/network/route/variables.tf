variable "name" {
  description = "What the target group is named after; cut to the 32 characters that it may have, with a hash that keeps it apart from others."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$", var.name))
    error_message = "The name starts with a letter or digit and has letters, digits, hyphens and underscores."
  }
}

variable "listener_arn" {
  description = "Listener of an application load balancer, of `network/*` or any other."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/.+$", var.listener_arn))
    error_message = "The listener is the ARN of an application load balancer's listener."
  }
}
