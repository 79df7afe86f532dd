variable "allowed_cidrs" {
  description = "IPv4 ranges that can reach the load balancer; empty if only IPv6 ranges or prefix lists can. Default: all."
  type        = set(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.allowed_cidrs : can(cidrnetmask(cidr))])
    error_message = "Addresses are IPv4 ranges such as 203.0.113.0/24."
  }
}

variable "allowed_ipv6_cidrs" {
  description = "IPv6 ranges that can reach the load balancer. Default: with `ipv6`, all if all IPv4 ranges can, else none."
  type        = set(string)
  default     = null

  validation {
    condition     = var.allowed_ipv6_cidrs == null || alltrue([for cidr in coalesce(var.allowed_ipv6_cidrs, []) : can(cidrhost(cidr, 0)) && !can(cidrnetmask(cidr))])
    error_message = "Addresses are IPv6 ranges such as 2001:db8::/32."
  }
}

variable "allowed_prefix_list_ids" {
  description = "Prefix lists that can reach the load balancer, such as that of CloudFront."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.allowed_prefix_list_ids : startswith(id, "pl-")])
    error_message = "Each is the id of a prefix list, which starts with pl-."
  }
}
