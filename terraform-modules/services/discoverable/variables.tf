variable "security_group_id" {
  description = "A security group that the tasks have beside their own; none, if null."
  type        = string
  default     = null

  validation {
    condition     = try(startswith(var.security_group_id, "sg-"), true)
    error_message = "A security group's id starts with sg-."
  }
}

variable "service_discovery_namespace_id" {
  description = "Cloud Map namespace in which the service is found (`cluster` makes one)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.service_discovery_namespace_id))
    error_message = "A namespace's id is like ns-abcdefghijklmnop."
  }
}

variable "service_label" {
  description = "Name under which the service is found: LABEL.NAMESPACE."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$", var.service_label))
    error_message = "The label is one part of a DNS name: 1 to 63 letters, digits and inner hyphens."
  }
}
