variable "load_balancer_arn" {
  description = "ARN of the application load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/app/.+$", var.load_balancer_arn))
    error_message = "The load balancer is the ARN of an application load balancer."
  }
}

variable "port" {
  description = "Port of the listener. The security group of the load balancer must allow it."
  type        = number
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535
    error_message = "A port is 1 to 65535."
  }
}

variable "protocol" {
  description = "Protocol of the listener: HTTPS or HTTP."
  type        = string
  default     = "HTTPS"
  nullable    = false

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.protocol)
    error_message = "The protocol is HTTPS or HTTP."
  }
}

variable "certificate_arn" {
  description = "ARN of the certificate (module `certificate`). Required for HTTPS."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws[a-z-]*:(acm|iam):.+$", var.certificate_arn))
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

variable "default_response" {
  description = "Response if no rule matches, without `default_redirect`: status code, content type and body."
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

variable "default_redirect" {
  description = "Redirect if no rule matches: protocol, host, port, path and query, in which #{protocol}, #{host}, #{port}, #{path} and #{query} are those of the request, and whether it is permanent (301). Default: `default_response`."
  type = object({
    protocol  = optional(string, "HTTPS")
    host      = optional(string, "#{host}")
    port      = optional(string, "443")
    path      = optional(string, "/#{path}")
    query     = optional(string, "#{query}")
    permanent = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.default_redirect == null || try(contains(["HTTP", "HTTPS", "#{protocol}"], var.default_redirect.protocol) && startswith(var.default_redirect.path, "/"), false)
    error_message = "A redirect has the protocol HTTPS, HTTP or #{protocol}, and a path that starts with /."
  }
}

variable "rules" {
  description = "Rules with a redirect (as `default_redirect`) or a fixed response (as `default_response`), by name: the priority, from 1 (first) to 50000 (last), and the hosts and paths to match, which may contain * and ?."
  type = map(object({
    priority = number
    hosts    = optional(list(string), [])
    paths    = optional(list(string), [])
    redirect = optional(object({
      protocol  = optional(string, "HTTPS")
      host      = optional(string, "#{host}")
      port      = optional(string, "443")
      path      = optional(string, "/#{path}")
      query     = optional(string, "#{query}")
      permanent = optional(bool, true)
    }))
    response = optional(object({
      status_code  = number
      content_type = optional(string, "text/plain")
      body         = optional(string, "")
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.rules) : (rule.redirect == null) != (rule.response == null)])
    error_message = "A rule has a redirect or a response."
  }

  validation {
    condition     = alltrue([for rule in values(var.rules) : contains(range(1, 6), length(rule.hosts) + length(rule.paths)) && rule.priority >= 1 && rule.priority <= 50000])
    error_message = "A rule has one to five hosts and paths, and a priority from 1 to 50000."
  }

  validation {
    condition     = length(distinct([for rule in values(var.rules) : rule.priority])) == length(var.rules)
    error_message = "Two rules have the same priority."
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
