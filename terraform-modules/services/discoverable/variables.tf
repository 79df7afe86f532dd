variable "security_group_id" {
  description = "Additional security group of the tasks. Default: none."
  type        = string
  default     = null

  validation {
    condition     = try(startswith(var.security_group_id, "sg-"), true)
    error_message = "A security group's id starts with sg-."
  }
}

variable "service_discovery_namespace_id" {
  description = "Id of the Cloud Map namespace (module `cluster`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.service_discovery_namespace_id))
    error_message = "A namespace's id is like ns-abcdefghijklmnop."
  }
}

variable "service_label" {
  description = "DNS label of the service; its DNS name is LABEL.NAMESPACE."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$", var.service_label))
    error_message = "The label is one part of a DNS name: 1 to 63 letters, digits and inner hyphens."
  }
}
