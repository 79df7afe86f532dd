variable "vpc_id" {
  description = "VPC of the load balancer and the tasks."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "hosts" {
  description = "Host names to match; may contain * and ?. Default: all."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^[A-Za-z0-9.*?-]{1,128}$", host))])
    error_message = "A host has 1 to 128 letters, digits, hyphens, dots and the wildcards * and ?."
  }
}

variable "paths" {
  description = "Paths to match; may contain * and ?."
  type        = list(string)
  default     = ["*"]
  nullable    = false

  validation {
    condition     = length(var.paths) > 0 && alltrue([for path in var.paths : can(regex("^[/*?].{0,127}$", path))])
    error_message = "There is at least one path; each starts with /, * or ? and has at most 128 characters."
  }

  validation {
    condition     = length(var.paths) <= 4
    error_message = "A rule has at most five values: four paths and a host."
  }
}

variable "priority" {
  description = "Priority of the listener rule, from 1 (first) to 50000 (last). By default, all other rules come first."
  type        = number
  default     = 50000
  nullable    = false

  validation {
    condition     = var.priority >= 1 && var.priority <= 50000
    error_message = "A priority is 1 to 50000."
  }
}

variable "container_port" {
  description = "Port on which the tasks accept HTTP requests."
  type        = number
  default     = 80
  nullable    = false

  validation {
    condition     = var.container_port >= 1 && var.container_port <= 65535
    error_message = "A port is 1 to 65535."
  }
}

variable "health_check_path" {
  description = "Path of the health check."
  type        = string
  default     = "/health/"
  nullable    = false

  validation {
    condition     = startswith(var.health_check_path, "/") && length(var.health_check_path) <= 1024
    error_message = "A path starts with / and has at most 1024 characters."
  }
}

variable "health_check" {
  description = "Settings of the health check: status codes of a healthy task, interval and timeout in seconds, number of consecutive results that change the state, port (default: that of the requests) and protocol (default: that of the requests)."
  type = object({
    matcher             = optional(string, "200")
    interval            = optional(number, 15)
    timeout             = optional(number, 5)
    healthy_threshold   = optional(number, 2)
    unhealthy_threshold = optional(number, 3)
    port                = optional(string, "traffic-port")
    protocol            = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^([2-4][0-9]{2}(-[2-4][0-9]{2})?(,[2-4][0-9]{2}(-[2-4][0-9]{2})?)*|[0-9]{1,2}(-[0-9]{1,2})?(,[0-9]{1,2})*)$", var.health_check.matcher))
    error_message = "The matcher is like 200, 200,204 or 200-299, from 200 to 499; for gRPC like 0 or 0-99."
  }

  validation {
    condition     = (var.health_check.port == "traffic-port" || try(tonumber(var.health_check.port) >= 1 && tonumber(var.health_check.port) <= 65535, false)) && (var.health_check.protocol == null || contains(["HTTP", "HTTPS"], coalesce(var.health_check.protocol, "-")))
    error_message = "The health check's port is traffic-port or 1 to 65535, its protocol HTTP or HTTPS."
  }

  validation {
    condition     = var.health_check.interval >= 5 && var.health_check.interval <= 300 && var.health_check.timeout >= 2 && var.health_check.timeout <= 120 && var.health_check.timeout < var.health_check.interval
    error_message = "The interval is 5 to 300 seconds, the timeout 2 to 120 and shorter than the interval."
  }

  validation {
    condition     = alltrue([for count in [var.health_check.healthy_threshold, var.health_check.unhealthy_threshold] : count >= 2 && count <= 10])
    error_message = "The thresholds are 2 to 10."
  }
}

variable "deregistration_delay" {
  description = "Deregistration delay in seconds: how long running requests may take before a task is stopped."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deregistration_delay >= 0 && var.deregistration_delay <= 3600
    error_message = "The delay is 0 to 3600 seconds."
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
