variable "additional_certificate_arns" {
  description = "Further certificates of the HTTPS listener: from any name to the ARN, which may be known after the apply only."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.additional_certificate_arns) : can(regex("^arn:aws[a-z-]*:(acm|iam):.+$", arn))])
    error_message = "Each certificate is an ARN of ACM or IAM."
  }
}

variable "web_acl" {
  description = "Web ACL of WAF that protects the load balancer: its ARN. Default: none."
  type = object({
    arn = string
  })
  default = null

  validation {
    condition     = var.web_acl == null || can(regex("^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/.+$", var.web_acl.arn))
    error_message = "The web ACL is the ARN of a regional one."
  }
}

variable "default_response" {
  description = "Response if no rule matches: status code, content type and body."
  type = object({
    status_code  = optional(number, 503)
    content_type = optional(string, "text/plain")
    body         = optional(string, "No service answers here.")
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[245][0-9]{2}$", tostring(var.default_response.status_code)))
    error_message = "The status code is 2XX, 4XX or 5XX."
  }

  validation {
    condition     = contains(["text/plain", "text/css", "text/html", "application/javascript", "application/json"], var.default_response.content_type) && length(var.default_response.body) <= 1024
    error_message = "The content type is text/plain, text/css, text/html, application/javascript or application/json; the body has at most 1024 characters."
  }
}

variable "ipv6" {
  description = "Whether the load balancer also has IPv6 addresses. Its subnets must have them, too."
  type        = bool
  default     = false
  nullable    = false
}
