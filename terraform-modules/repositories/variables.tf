variable "names" {
  description = "Names of the repositories: those of the images in the build file."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.names) > 0 && alltrue([for name in var.names : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "There is at least one name; each has 2 to 256 lower-case letters and digits, with single . _ - / in between."
  }
}

variable "immutable_tags" {
  description = "Whether a tag means the same image for ever."
  type        = bool
  default     = true
  nullable    = false
}

variable "scan_on_push" {
  description = "Whether ECR looks for known vulnerabilities in what is pushed."
  type        = bool
  default     = true
  nullable    = false
}

variable "untagged_days" {
  description = "Days after which images without a tag are deleted. Images with a tag stay, since any of them may run, but for `throwaway_tags`."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "The number of days is a whole number, 1 or more."
  }
}

variable "throwaway_tags" {
  description = "Tags that no environment runs, such as pr-*, by pattern: how many of the newest are kept, 10 at least."
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
  description = "KMS key that encrypts the images; ECR's own, if null. Changing it recreates the repositories."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "force_delete" {
  description = "Whether a destroy deletes repositories that have images in them."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that is made here."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
