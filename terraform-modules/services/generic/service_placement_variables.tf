variable "daemon" {
  description = "Whether each instance runs one task. For EC2 and EXTERNAL; `desired_count` has no effect."
  type        = bool
  default     = false
  nullable    = false
}

variable "placement_strategies" {
  description = "How tasks are placed on instances, the first one first: the type spread, binpack or random, and the field, such as attribute:ecs.availability-zone, instanceId, cpu or memory. Default: spread over zones."
  type = list(object({
    type  = string
    field = optional(string)
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.placement_strategies) <= 5 && alltrue([for strategy in var.placement_strategies : contains(["spread", "binpack", "random"], strategy.type) && (strategy.type == "random") == (strategy.field == null)])
    error_message = "There are at most five strategies: spread or binpack with a field, or random without."
  }
}

variable "placement_constraints" {
  description = "On which instances tasks run: the type distinctInstance, or memberOf with an expression such as attribute:ecs.instance-type =~ t4g.*."
  type = list(object({
    type       = string
    expression = optional(string)
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.placement_constraints) <= 10 && alltrue([for constraint in var.placement_constraints : contains(["distinctInstance", "memberOf"], constraint.type) && (constraint.type == "memberOf") == (constraint.expression != null)])
    error_message = "There are at most ten constraints: distinctInstance, or memberOf with an expression."
  }
}
