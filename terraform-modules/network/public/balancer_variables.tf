variable "project" {
  description = "Name of the project; the first part of the names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]*$", var.project)) && !startswith(lower(var.project), "internal-") && !startswith(lower(var.project), "sg-")
    error_message = "The project starts with a letter and has letters, digits, hyphens and underscores; AWS takes no name that starts with internal- or sg-."
  }
}

variable "short_project_label" {
  description = "Replaces `project` in the name of the target group; at most 6 characters."
  type        = string
  default     = null

  validation {
    condition     = var.short_project_label == null || can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,5}$", var.short_project_label))
    error_message = "The short label starts with a letter and has at most 6 letters, digits and hyphens."
  }
}

variable "env_label" {
  description = "Name of the environment; the second part of the names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$", var.env_label))
    error_message = "The environment has letters, digits, hyphens and underscores."
  }
}

variable "subnet_ids" {
  description = "Subnets of the load balancer, in at least two availability zones. Default: those with `subnet_tags`."
  type        = list(string)
  default     = null

  validation {
    condition     = var.subnet_ids == null || try(length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")]), false)
    error_message = "A load balancer has two subnets or more, each an id that starts with subnet-."
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

variable "ssl_certificate_arn" {
  description = "ARN of the certificate of the HTTPS listener (module `certificate`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:(acm|iam):.+$", var.ssl_certificate_arn))
    error_message = "The certificate is an ARN of ACM or IAM."
  }
}

variable "ssl_policy" {
  description = "Security policy of the HTTPS listener, with TLS 1.2 and 1.3 only."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  nullable    = false

  validation {
    condition     = can(regex("^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)", var.ssl_policy))
    error_message = "The policy is one with TLS 1.2 or 1.3 only: ELBSecurityPolicy-TLS13-1-2-…, -TLS13-1-3-…, -TLS-1-2-… or -FS-1-2-…."
  }
}

variable "hosted_zone" {
  description = "Name of the Route 53 zone in which the domain name is created."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.hosted_zone))
    error_message = "The zone is a DNS name in lower case."
  }
}

variable "domain_name" {
  description = "Domain name of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9*][a-z0-9.-]*$", var.domain_name))
    error_message = "The domain is a DNS name in lower case."
  }
}

variable "additional_domain_names" {
  description = "Further domain names in the same zone, for services with their own `hosts`."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.additional_domain_names : can(regex("^[a-z0-9*][a-z0-9.-]*$", name))])
    error_message = "Each is a DNS name in lower case."
  }
}

variable "internal" {
  description = "Whether the load balancer is internal. Its `subnet_tags` must then be those of private subnets."
  type        = bool
  default     = false
  nullable    = false
}

variable "idle_timeout" {
  description = "Seconds after which an idle connection is closed."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "The idle timeout is 1 to 4000 seconds."
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
