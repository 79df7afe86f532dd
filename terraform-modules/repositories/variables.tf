variable "names" {
  description = "Names of the repositories, as in the image names of the build file."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.names) > 0 && alltrue([for name in var.names : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "There is at least one name; each has 2 to 256 lower-case letters and digits, with single . _ - / in between."
  }
}

variable "immutable_tags" {
  description = "Whether tags are immutable."
  type        = bool
  default     = true
  nullable    = false
}

variable "scan_on_push" {
  description = "Whether ECR scans images for known vulnerabilities when they are pushed."
  type        = bool
  default     = true
  nullable    = false
}

variable "untagged_days" {
  description = "Days after which untagged images are deleted. Tagged images are kept, because a service may run them, except for `throwaway_tags`."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "The number of days is a whole number, 1 or more."
  }
}

variable "throwaway_tags" {
  description = "Patterns of tags that no environment runs, such as pr-*, with the number of newest images to keep, at least 10."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for pattern, count in var.throwaway_tags : count >= 10 && floor(count) == count])
    error_message = "The last ten tags always stay: the count is a whole number, 10 or more."
  }

  validation {
    condition     = alltrue([for pattern in keys(var.throwaway_tags) : can(regex("^[A-Za-z0-9_.*-]{1,128}$", pattern)) && can(regex("[^*]", pattern))])
    error_message = "A pattern has 1 to 128 letters, digits and the characters _ . - *, and is not * alone: that would take what runs, too."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the images. Default: the key of ECR. A change recreates the repositories."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "force_delete" {
  description = "Whether a destroy deletes repositories that contain images."
  type        = bool
  default     = false
  nullable    = false
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
