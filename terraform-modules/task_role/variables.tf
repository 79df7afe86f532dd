variable "name" {
  description = "Name of the role; unique in the account."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.name))
    error_message = "A role's name has 1 to 64 letters, digits and the characters _ + = , . @ -."
  }
}

variable "statements" {
  description = "Statements of the role's policy: actions, the ARNs of the resources, and conditions. Outputs of other modules can be joined with `concat`. With `allow_wildcard`, a statement can allow all actions of a service, or act on all resources. A statement with the effect Deny needs no `allow_wildcard`."
  type = list(object({
    effect         = optional(string, "Allow")
    actions        = list(string)
    resources      = list(string)
    allow_wildcard = optional(bool, false)
    conditions = optional(list(object({
      test     = string
      variable = string
      values   = list(string)
    })), [])
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for statement in var.statements : contains(["Allow", "Deny"], statement.effect)])
    error_message = "The effect is Allow or Deny."
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [length(statement.actions) > 0, [for action in statement.actions : can(regex("^(\\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$", action))]]
    ]))
    error_message = "A statement has at least one action, each like s3:GetObject."
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [length(statement.resources) > 0, [for resource in statement.resources : resource == "*" || startswith(resource, "arn:")]]
    ]))
    error_message = "A statement has at least one resource, each an ARN."
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : statement.allow_wildcard || statement.effect == "Deny" ? [] : [for action in statement.actions : !can(regex("^(\\*|[^:]+:\\*+)$", action))]
    ]))
    error_message = "A statement allows all actions of a service: name the actions, or set allow_wildcard in the statement."
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : statement.allow_wildcard || statement.effect == "Deny" ? [] : [for resource in statement.resources : !can(regex("^(\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\\*+)$", resource))]
    ]))
    error_message = "A statement acts on all resources: name their ARNs, or set allow_wildcard in the statement."
  }
}

variable "managed_policy_arns" {
  description = "Managed policies to attach: from any name to the ARN of the policy. The ARN may be known after the apply only."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.managed_policy_arns) : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", arn))])
    error_message = "Each is the ARN of an IAM policy."
  }

  validation {
    condition     = length(var.managed_policy_arns) <= 10
    error_message = "AWS attaches at most ten policies to a role."
  }
}

variable "enable_execute_command" {
  description = "Whether the role has the permissions that ECS Exec needs (`enable_execute_command` of a service)."
  type        = bool
  default     = false
  nullable    = false
}

variable "xray" {
  description = "Whether the role has the permissions that the X-Ray daemon needs (`xray` of a service)."
  type        = bool
  default     = false
  nullable    = false
}

variable "cloudwatch_agent" {
  description = "Whether the role has the permission that the CloudWatch agent needs (`cloudwatch_agent` of a service)."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary of the role. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "The boundary is the ARN of an IAM policy."
  }
}

variable "tags" {
  description = "Tags of the role."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
