variable "cluster_name" {
  description = "Name of the ECS cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.cluster_name))
    error_message = "A cluster's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "desired_count" {
  description = "Number of tasks. With `autoscaling`, the initial number; later changes are ignored."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && floor(var.desired_count) == var.desired_count
    error_message = "The number of tasks is a whole number, 0 or more."
  }
}

variable "ingress" {
  description = "Incoming connections to allow: from any name, which becomes the description, to one source (a security group, an IPv4 or IPv6 range, a prefix list, or with `self` the tasks themselves), a port or a range of ports, and the protocol (tcp or udp)."
  type = map(object({
    security_group_id = optional(string)
    cidr_ipv4         = optional(string)
    cidr_ipv6         = optional(string)
    prefix_list_id    = optional(string)
    self              = optional(bool, false)
    port              = number
    to_port           = optional(number)
    protocol          = optional(string, "tcp")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.ingress) : length([for given in [rule.security_group_id != null, rule.cidr_ipv4 != null, rule.cidr_ipv6 != null, rule.prefix_list_id != null, rule.self] : given if given]) == 1])
    error_message = "Ingress has one source: security_group_id, cidr_ipv4, cidr_ipv6, prefix_list_id or self. For several, give several names."
  }

  validation {
    condition     = alltrue([for rule in values(var.ingress) : try(startswith(rule.security_group_id, "sg-"), true) && (rule.cidr_ipv4 == null || can(cidrnetmask(rule.cidr_ipv4))) && (rule.cidr_ipv6 == null || (can(cidrhost(rule.cidr_ipv6, 0)) && !can(cidrnetmask(rule.cidr_ipv6)))) && try(startswith(rule.prefix_list_id, "pl-"), true)])
    error_message = "A source is a security group's id (sg-…), an IPv4 or IPv6 range, or the id of a prefix list (pl-…)."
  }

  validation {
    condition     = alltrue([for rule in values(var.ingress) : rule.port >= 1 && rule.port <= 65535 && try(rule.to_port >= rule.port && rule.to_port <= 65535, rule.to_port == null) && contains(["tcp", "udp"], rule.protocol)])
    error_message = "A port is 1 to 65535, to_port not below it, and the protocol tcp or udp."
  }
}

variable "assign_public_ip" {
  description = "Whether tasks get public IP addresses. In a public subnet they need one to pull images; behind a NAT gateway or VPC endpoints they do not."
  type        = bool
  default     = false
  nullable    = false
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

variable "minimum_healthy_percent" {
  description = "Minimum percentage of `desired_count` that runs during a rollout."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.minimum_healthy_percent >= 0 && var.minimum_healthy_percent <= 100
    error_message = "The minimum is 0 to 100 percent."
  }
}

variable "maximum_percent" {
  description = "Maximum percentage of `desired_count` that runs during a rollout."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.maximum_percent >= 100 && var.maximum_percent <= 200
    error_message = "The maximum is 100 to 200 percent."
  }
}

variable "circuit_breaker" {
  description = "Whether ECS stops a rollout whose tasks do not start, and whether it then rolls back to the last completed deployment."
  type = object({
    enable   = optional(bool, true)
    rollback = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.circuit_breaker.enable || !var.circuit_breaker.rollback
    error_message = "Without the circuit breaker there is no rollback: set rollback to false, too."
  }
}

variable "deployment_alarms" {
  description = "CloudWatch alarms that fail a rollout: their names, and whether ECS then rolls back to the last completed deployment. Default: none."
  type = object({
    names    = set(string)
    rollback = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.deployment_alarms == null || try(length(var.deployment_alarms.names) > 0 && alltrue([for name in var.deployment_alarms.names : length(name) >= 1 && length(name) <= 255]), false)
    error_message = "There is at least one alarm, each with a name of 1 to 255 characters."
  }
}

variable "availability_zone_rebalancing" {
  description = "Whether ECS moves tasks if they are spread unevenly over the availability zones."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_execute_command" {
  description = "Whether ECS Exec can run commands in the tasks. The task role (`role_arn`) then needs ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel."
  type        = bool
  default     = false
  nullable    = false
}

variable "capacity_provider_strategy" {
  description = "Capacity provider strategy with FARGATE and FARGATE_SPOT, or with capacity providers of `ec2_capacity` for the launch type EC2; the cluster must have them. Default: `launch_type`. Changing from or to an empty strategy recreates the service."
  type = list(object({
    capacity_provider = string
    weight            = number
    base              = optional(number, 0)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for share in var.capacity_provider_strategy : can(regex("^[a-zA-Z0-9_-]{1,255}$", share.capacity_provider)) && share.weight >= 0 && share.weight <= 1000 && share.base >= 0 && share.base <= 100000])
    error_message = "A strategy names capacity providers, with a weight of 0 to 1000 and a base of 0 to 100000."
  }

  validation {
    condition     = length([for share in var.capacity_provider_strategy : share if share.base > 0]) <= 1
    error_message = "Only one capacity provider has a base."
  }
}
