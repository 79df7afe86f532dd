variable "security_group_id" {
  description = "Security group of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.security_group_id, "sg-")
    error_message = "A security group's id starts with sg-."
  }
}
