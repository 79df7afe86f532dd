variable "role_name" {
  description = "Name of the role; unique in the account."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "A role's name has 1 to 64 letters, digits and the characters _ + = , . @ -."
  }
}

variable "policy_arn" {
  description = "ARN of an additional policy for the role. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.policy_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.policy_arn))
    error_message = "The policy is the ARN of an IAM policy."
  }
}

variable "ssm_parameter_arns" {
  description = "ARNs of the SSM parameters that containers get as secrets. An ARN may end in a wildcard."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.ssm_parameter_arns : can(regex("^arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+$", arn))])
    error_message = "Each is the ARN of an SSM parameter."
  }
}

variable "secret_arns" {
  description = "ARNs of the Secrets Manager secrets that containers get. A JSON key at the end of an ARN is ignored."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.secret_arns : can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+$", arn))])
    error_message = "Each is the ARN of a Secrets Manager secret."
  }
}

variable "kms_key_arns" {
  description = "ARNs of your own KMS keys that encrypt these parameters and secrets. Keys of AWS need not be listed."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.kms_key_arns : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", arn))])
    error_message = "Each is the ARN of a KMS key, not of an alias."
  }
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
