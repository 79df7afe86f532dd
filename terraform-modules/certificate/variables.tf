variable "domain_name" {
  description = "Name that the certificate is for; may start with *."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", var.domain_name))
    error_message = "The domain is a DNS name in lower case."
  }
}

variable "additional_domain_names" {
  description = "More names of the same zone that it is for."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.additional_domain_names : can(regex("^(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))])
    error_message = "Each is a DNS name in lower case."
  }
}

variable "hosted_zone" {
  description = "Name of the public Route 53 zone in which AWS looks for the proof."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.hosted_zone))
    error_message = "The zone is a DNS name in lower case."
  }
}

variable "tags" {
  description = "Tags of everything that is made here."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
