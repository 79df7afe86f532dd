variable "name" {
  description = "Name of the bucket; unique in all of AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens. With dots, TLS would not fit its domain name."
  }
}

variable "versioning" {
  description = "Whether objects that are overwritten or deleted are kept as old versions."
  type        = bool
  default     = true
  nullable    = false
}

variable "old_version_days" {
  description = "Days after which old versions are deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.old_version_days >= 1 && floor(var.old_version_days) == var.old_version_days
    error_message = "Old versions are kept for a whole number of days, 1 or more."
  }
}

variable "expiration_days" {
  description = "Objects that are deleted after some days: from the prefix of their keys to the days. The prefix \"\" is all objects. Default: none."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for days in values(var.expiration_days) : days >= 1 && floor(days) == days])
    error_message = "Objects are kept for a whole number of days, 1 or more."
  }
}

variable "cors_origins" {
  description = "Origins of web pages whose scripts can call the bucket, such as https://app.example.com. Default: none."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.cors_origins : can(regex("^https?://[^/ ]+$", origin))])
    error_message = "An origin is like https://app.example.com, without a path."
  }
}

variable "cors_methods" {
  description = "Methods of these scripts."
  type        = list(string)
  default     = ["GET", "HEAD"]
  nullable    = false

  validation {
    condition     = length(var.cors_methods) > 0 && alltrue([for method in var.cors_methods : contains(["GET", "HEAD", "PUT", "POST", "DELETE"], method)])
    error_message = "Methods are GET, HEAD, PUT, POST and DELETE."
  }
}

variable "access_logs_bucket" {
  description = "Bucket for the access logs; its policy must allow the logging service of S3 to write. Default: no logs."
  type        = string
  default     = null

  validation {
    condition     = var.access_logs_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_logs_bucket))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "force_destroy" {
  description = "Whether a destroy deletes the objects. If not, it fails unless the bucket is empty."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key" {
  description = "KMS key that encrypts the objects. Default: the key of S3."
  type = object({
    arn = string
  })
  default = null

  validation {
    condition     = var.kms_key == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key.arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
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
