variable "autoscaling" {
  description = "Minimum and maximum number of tasks, and the targets: CPU and memory in percent, requests per minute and task for load-balanced services, messages of an SQS queue per task (`queue`; needs Container Insights); cooldowns in seconds. With `disable_scale_in`, the targets only add tasks. `schedule` changes minimum and maximum at points in time; an apply sets them back until the next one. `steps` are step scaling policies, which an alarm starts (output `step_policy_arns`). Default: a fixed number of tasks. To add or remove it later, move the service in the state: see the README."
  type = object({
    minimum             = number
    maximum             = number
    cpu                 = optional(number)
    memory              = optional(number)
    requests_per_target = optional(number)
    queue = optional(object({
      name              = string
      messages_per_task = number
    }))
    disable_scale_in   = optional(bool, false)
    scale_in_cooldown  = optional(number, 300)
    scale_out_cooldown = optional(number, 60)
    schedule = optional(map(object({
      schedule  = string
      time_zone = optional(string, "UTC")
      minimum   = optional(number)
      maximum   = optional(number)
    })), {})
    steps = optional(map(object({
      adjustment_type = optional(string, "ChangeInCapacity")
      cooldown        = optional(number, 60)
      adjustments = list(object({
        from   = optional(number)
        to     = optional(number)
        change = number
      }))
    })), {})
  })
  default = null

  validation {
    condition     = try(var.autoscaling.minimum >= 0 && var.autoscaling.minimum <= var.autoscaling.maximum, var.autoscaling == null)
    error_message = "Autoscaling's minimum is not negative and not above its maximum."
  }

  validation {
    condition     = try(length(compact([var.autoscaling.cpu, var.autoscaling.memory, var.autoscaling.requests_per_target, try(var.autoscaling.queue.name, null)])) + length(var.autoscaling.schedule) + length(var.autoscaling.steps) > 0, var.autoscaling == null)
    error_message = "Autoscaling has at least one target (cpu, memory, requests_per_target or queue), a schedule or steps."
  }

  validation {
    condition     = try(alltrue([for percent in compact([var.autoscaling.cpu, var.autoscaling.memory]) : percent > 0 && percent <= 100]), true)
    error_message = "Targets for cpu and memory are above 0 and at most 100 percent."
  }

  validation {
    condition     = try(var.autoscaling.queue, null) == null || try(var.autoscaling.queue.messages_per_task > 0 && var.autoscaling.minimum > 0 && can(regex("^[a-zA-Z0-9_-]{1,80}(\\.fifo)?$", var.autoscaling.queue.name)), false)
    error_message = "A queue has a name and more than 0 messages per task, and the minimum is 1 or more: without a running task, there are no messages per task."
  }

  validation {
    condition = alltrue([
      for change in try(values(var.autoscaling.schedule), []) : can(regex("^(cron|at|rate)\\(.+\\)$", change.schedule)) && (change.minimum != null || change.maximum != null) && try(change.minimum <= change.maximum, true)
    ])
    error_message = "A schedule is like cron(0 8 * * ? *), with a minimum, a maximum or both, the minimum not above the maximum."
  }

  validation {
    condition = alltrue([
      for policy in try(values(var.autoscaling.steps), []) : contains(["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"], policy.adjustment_type) && length(policy.adjustments) > 0 && alltrue([for step in policy.adjustments : try(step.from < step.to, true)])
    ])
    error_message = "A step policy has the adjustment type ChangeInCapacity, ExactCapacity or PercentChangeInCapacity, and at least one adjustment, whose from is below its to."
  }
}
