variable "name" {
  description = "Name of the table; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.name))
    error_message = "A table's name has 3 to 255 letters, digits, dots, hyphens and underscores."
  }
}

variable "hash_key" {
  description = "Partition key: the name of the attribute and its type, S (string), N (number) or B (binary). Another key replaces the table."
  type = object({
    name = string
    type = optional(string, "S")
  })
  nullable = false

  validation {
    condition     = length(var.hash_key.name) > 0 && contains(["S", "N", "B"], var.hash_key.type)
    error_message = "A key has a name and the type S, N or B."
  }
}

variable "range_key" {
  description = "Sort key, like `hash_key`. Default: none."
  type = object({
    name = string
    type = optional(string, "S")
  })
  default = null

  validation {
    condition     = var.range_key == null || try(length(var.range_key.name) > 0 && contains(["S", "N", "B"], var.range_key.type), false)
    error_message = "A key has a name and the type S, N or B."
  }
}

variable "indexes" {
  description = "Global secondary indexes, by name: their keys, and the attributes that they contain: ALL, KEYS_ONLY, or the keys and those in `include`."
  type = map(object({
    hash_key = object({
      name = string
      type = optional(string, "S")
    })
    range_key = optional(object({
      name = string
      type = optional(string, "S")
    }))
    projection = optional(string, "ALL")
    include    = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, index in var.indexes : can(regex("^[a-zA-Z0-9_.-]{3,255}$", name)) && contains(["ALL", "KEYS_ONLY"], index.projection) && alltrue([for key in concat([index.hash_key], index.range_key[*]) : contains(["S", "N", "B"], key.type)])])
    error_message = "An index has a name of 3 to 255 characters, keys of the type S, N or B, and the projection ALL or KEYS_ONLY."
  }
}

variable "ttl_attribute" {
  description = "Attribute with the time, in seconds since 1970, after which an item is deleted. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.ttl_attribute != ""
    error_message = "The attribute's name is not empty; leave it null for none."
  }
}

variable "stream" {
  description = "What the stream of changes contains: KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES. Default: no stream."
  type        = string
  default     = null

  validation {
    condition     = var.stream == null || contains(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"], coalesce(var.stream, "-"))
    error_message = "A stream contains KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES."
  }
}

variable "point_in_time_recovery" {
  description = "Whether the table can be restored to each second of the last 35 days. AWS charges for it."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the table. A destroy then fails until this is false."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key" {
  description = "KMS key that encrypts the table. Default: the key of DynamoDB."
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
