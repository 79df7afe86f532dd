variable "domain_name" {
  description = "Domain name of the certificate; may start with *."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", var.domain_name))
    error_message = "The domain is a DNS name in lower case."
  }
}

variable "additional_domain_names" {
  description = "Further domain names in the same zone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.additional_domain_names : can(regex("^(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))])
    error_message = "Each is a DNS name in lower case."
  }
}

variable "hosted_zone" {
  description = "Name of the public Route 53 zone for the validation records."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.hosted_zone))
    error_message = "The zone is a DNS name in lower case."
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
