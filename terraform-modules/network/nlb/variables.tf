variable "name" {
  description = "Name of the load balancer, which is cut to 32 characters with a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]*$", var.name)) && !startswith(lower(var.name), "internal-") && !startswith(lower(var.name), "sg-")
    error_message = "The name starts with a letter and has letters, digits, hyphens and underscores; AWS takes no name that starts with internal- or sg-."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer and the tasks."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "listeners" {
  description = "Listeners, by name: port and protocol (TCP, TLS, UDP or TCP_UDP), port of the tasks (default: the same), for TLS the certificate, the policy and whether the connection to the tasks is encrypted, too; deregistration delay in seconds, whether tasks see the address of the client (default: as AWS sets it), by its IP address or by the proxy protocol, and the health check: TCP, HTTP or HTTPS."
  type = map(object({
    port                 = number
    protocol             = optional(string, "TCP")
    target_port          = optional(number)
    certificate_arn      = optional(string)
    ssl_policy           = optional(string, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    encrypt_to_targets   = optional(bool, false)
    deregistration_delay = optional(number, 30)
    preserve_client_ip   = optional(bool)
    proxy_protocol       = optional(bool, false)
    health_check = optional(object({
      protocol            = optional(string, "TCP")
      port                = optional(string, "traffic-port")
      path                = optional(string, "/health/")
      matcher             = optional(string, "200-399")
      interval            = optional(number, 15)
      healthy_threshold   = optional(number, 2)
      unhealthy_threshold = optional(number, 3)
    }), {})
  }))
  nullable = false

  validation {
    condition     = length(var.listeners) > 0 && alltrue([for listener in values(var.listeners) : listener.port >= 1 && listener.port <= 65535 && try(listener.target_port >= 1 && listener.target_port <= 65535, listener.target_port == null) && contains(["TCP", "TLS", "UDP", "TCP_UDP"], listener.protocol)])
    error_message = "There is at least one listener, each with a port from 1 to 65535 and the protocol TCP, TLS, UDP or TCP_UDP."
  }

  validation {
    condition     = alltrue([for listener in values(var.listeners) : (listener.protocol == "TLS") == (listener.certificate_arn != null) && (listener.certificate_arn == null || can(regex("^arn:aws[a-z-]*:(acm|iam):.+$", listener.certificate_arn)))])
    error_message = "A TLS listener has a certificate, which is an ARN of ACM or IAM; others have none."
  }

  validation {
    condition     = alltrue([for listener in values(var.listeners) : can(regex("^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)", listener.ssl_policy)) && listener.deregistration_delay >= 0 && listener.deregistration_delay <= 3600])
    error_message = "The policy is one with TLS 1.2 or 1.3 only; the deregistration delay is 0 to 3600 seconds."
  }

  validation {
    condition = alltrue([
      for listener in values(var.listeners) : contains(["TCP", "HTTP", "HTTPS"], listener.health_check.protocol) && startswith(listener.health_check.path, "/") && listener.health_check.interval >= 5 && listener.health_check.interval <= 300 &&
      (listener.health_check.port == "traffic-port" || try(tonumber(listener.health_check.port) >= 1 && tonumber(listener.health_check.port) <= 65535, false)) && alltrue([for count in [listener.health_check.healthy_threshold, listener.health_check.unhealthy_threshold] : count >= 2 && count <= 10])
    ])
    error_message = "A health check is TCP, HTTP or HTTPS, on traffic-port or a port, with a path that starts with /, every 5 to 300 seconds, and thresholds of 2 to 10."
  }
}

variable "sources" {
  description = "Who can connect, by a name that becomes the description: an IPv4 or IPv6 range, a prefix list or a security group. Default: nobody."
  type = map(object({
    cidr_ipv4         = optional(string)
    cidr_ipv6         = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for source in values(var.sources) : length([for given in [source.cidr_ipv4, source.cidr_ipv6, source.prefix_list_id, source.security_group_id] : given if given != null]) == 1])
    error_message = "A source has one of cidr_ipv4, cidr_ipv6, prefix_list_id and security_group_id."
  }

  validation {
    condition     = alltrue([for source in values(var.sources) : (source.cidr_ipv4 == null || can(cidrnetmask(source.cidr_ipv4))) && (source.cidr_ipv6 == null || (can(cidrhost(source.cidr_ipv6, 0)) && !can(cidrnetmask(source.cidr_ipv6)))) && try(startswith(source.prefix_list_id, "pl-"), true) && try(startswith(source.security_group_id, "sg-"), true)])
    error_message = "A source is an IPv4 or IPv6 range, the id of a prefix list (pl-…) or of a security group (sg-…)."
  }
}

variable "subnet_ids" {
  description = "Subnets of the load balancer. Default: those with `subnet_tags`."
  type        = list(string)
  default     = null

  validation {
    condition     = var.subnet_ids == null || try(length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")]), false)
    error_message = "Subnets are at least one id that starts with subnet-."
  }
}

variable "subnet_tags" {
  description = "Tags of the subnets of the load balancer, used if `subnet_ids` is null."
  type        = map(string)
  default     = { Tier = "public" }
  nullable    = false

  validation {
    condition     = length(var.subnet_tags) > 0
    error_message = "Without a tag, public and private subnets would be mixed."
  }
}

variable "internal" {
  description = "Whether the load balancer is internal. Its `subnet_tags` must then be those of private subnets."
  type        = bool
  default     = false
  nullable    = false
}

variable "cross_zone" {
  description = "Whether tasks in all zones get connections, and not only those in the zone of the client's address."
  type        = bool
  default     = true
  nullable    = false
}

variable "hosted_zone" {
  description = "Name of the Route 53 zone of `domain_names`. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.hosted_zone == null || can(regex("^[a-z0-9.-]+$", var.hosted_zone))
    error_message = "The zone is a DNS name in lower case."
  }
}

variable "domain_names" {
  description = "Domain names of the load balancer."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.domain_names : can(regex("^[a-z0-9*][a-z0-9.-]*$", name))])
    error_message = "Each is a DNS name in lower case."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer. A destroy then fails until this is false."
  type        = bool
  default     = false
  nullable    = false
}

variable "access_logs_bucket" {
  description = "S3 bucket for the access logs; its policy must allow the load balancer to write. Default: no logs."
  type        = string
  default     = null

  validation {
    condition     = var.access_logs_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_logs_bucket))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens."
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
