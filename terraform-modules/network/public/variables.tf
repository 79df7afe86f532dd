variable "allowed_cidrs" {
  description = "IPv4 ranges that can reach the load balancer. Default: all."
  type        = set(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.allowed_cidrs) > 0 && alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "Addresses are IPv4 ranges such as 203.0.113.0/24, one at least."
  }
}
