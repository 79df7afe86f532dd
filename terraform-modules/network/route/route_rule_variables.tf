variable "headers" {
  description = "HTTP headers to match: from the name to the values, which may contain * and ?. All names must match, with one of their values. Default: all requests."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, values in var.headers : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$", name)) && lower(name) != "host" && length(values) > 0])
    error_message = "A header has a name of at most 40 characters and at least one value. For Host, use hosts."
  }
}

variable "methods" {
  description = "HTTP methods to match. Default: all."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for method in var.methods : can(regex("^[A-Z_-]{1,40}$", method))])
    error_message = "A method is in capital letters, such as GET."
  }
}

variable "source_ips" {
  description = "IPv4 and IPv6 ranges of clients to match. Default: all."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for range in var.source_ips : can(cidrhost(range, 0))])
    error_message = "Each is a range such as 203.0.113.0/24."
  }
}

variable "authentication" {
  description = "How users log in before a request is forwarded: by Cognito, or by OpenID Connect with a client secret in Secrets Manager (with `client_secret_key`, a key of the JSON object in it). The secret is also in the state of Terraform. `on_unauthenticated_request` is authenticate, deny or allow; `session_timeout` is in seconds. Default: no login."
  type = object({
    cognito = optional(object({
      user_pool_arn = string
      client_id     = string
      domain        = string
    }))
    oidc = optional(object({
      issuer                 = string
      authorization_endpoint = string
      token_endpoint         = string
      user_info_endpoint     = string
      client_id              = string
      client_secret_arn      = string
      client_secret_key      = optional(string)
    }))
    scope                      = optional(string, "openid")
    session_timeout            = optional(number, 604800)
    on_unauthenticated_request = optional(string, "authenticate")
  })
  default = null

  validation {
    condition     = var.authentication == null || (try(var.authentication.cognito, null) == null) != (try(var.authentication.oidc, null) == null)
    error_message = "Users log in by cognito or by oidc."
  }

  validation {
    condition     = try(var.authentication.oidc, null) == null || can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+$", try(var.authentication.oidc.client_secret_arn, "")))
    error_message = "The client secret is the ARN of a Secrets Manager secret, not the secret itself."
  }

  validation {
    condition     = alltrue([for url in try([var.authentication.oidc.issuer, var.authentication.oidc.authorization_endpoint, var.authentication.oidc.token_endpoint, var.authentication.oidc.user_info_endpoint], []) : startswith(url, "https://")])
    error_message = "Issuer and endpoints are HTTPS URLs."
  }

  validation {
    condition     = var.authentication == null || try(contains(["authenticate", "deny", "allow"], var.authentication.on_unauthenticated_request) && var.authentication.session_timeout >= 1 && var.authentication.session_timeout <= 604800, false)
    error_message = "on_unauthenticated_request is authenticate, deny or allow; a session lasts 1 to 604800 seconds."
  }
}

variable "target_protocol" {
  description = "Protocol between load balancer and tasks: HTTP or HTTPS. The load balancer does not check the certificate of a task."
  type        = string
  default     = "HTTP"
  nullable    = false

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.target_protocol)
    error_message = "The protocol is HTTP or HTTPS."
  }
}

variable "target_protocol_version" {
  description = "Version of that protocol: HTTP1, HTTP2 or GRPC. For GRPC, `matcher` of `health_check` is a gRPC code such as 0."
  type        = string
  default     = "HTTP1"
  nullable    = false

  validation {
    condition     = contains(["HTTP1", "HTTP2", "GRPC"], var.target_protocol_version)
    error_message = "The version is HTTP1, HTTP2 or GRPC."
  }
}

variable "alternate_weight" {
  description = "Percentage of the requests that a second target group gets, which exists if this is not null (output `alternate_target_group_arn`). Default: no second target group."
  type        = number
  default     = null

  validation {
    condition     = var.alternate_weight == null || try(var.alternate_weight >= 0 && var.alternate_weight <= 100 && floor(var.alternate_weight) == var.alternate_weight, false)
    error_message = "The weight is a whole number from 0 to 100."
  }
}
