variable "name" {
  description = "Name of the file system; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,63}$", var.name)) && !startswith(var.name, "sg-")
    error_message = "The name starts with a letter, not with sg-, and has at most 64 letters, digits, hyphens and underscores."
  }
}

variable "vpc_id" {
  description = "VPC of the file system."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "subnet_ids" {
  description = "Subnets of the mount targets, one in each availability zone of the tasks. Default: those with `subnet_tags`. If the subnets are created in the same project, give their ids: their number must be known in the plan."
  type        = list(string)
  default     = null

  validation {
    condition     = var.subnet_ids == null || try(length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")]), false)
    error_message = "Subnets are at least one id that starts with subnet-."
  }
}

variable "subnet_tags" {
  description = "Tags of the subnets of the mount targets, used if `subnet_ids` is null."
  type        = map(string)
  default     = { Tier = "storage" }
  nullable    = false

  validation {
    condition     = length(var.subnet_tags) > 0
    error_message = "Without a tag, subnets of all tiers would be mixed, and a zone can have one mount target only."
  }
}

variable "clients" {
  description = "Security groups that can connect: from any name to the id of the group (output `security_group_id` of a service)."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.clients) : startswith(id, "sg-")])
    error_message = "Each is a security group's id, which starts with sg-."
  }
}

variable "access_points" {
  description = "Access points, by name: the folder in the file system, user and group that its files belong to, and the permissions with which the folder is created."
  type = map(object({
    path        = string
    uid         = optional(number, 1000)
    gid         = optional(number, 1000)
    permissions = optional(string, "0750")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for point in values(var.access_points) : can(regex("^(/[^/]{1,99}){1,4}$", point.path))])
    error_message = "A path is absolute, not the root, and at most four folders deep."
  }

  validation {
    condition     = alltrue([for point in values(var.access_points) : point.uid > 0 && point.uid <= 4294967295 && point.gid > 0 && point.gid <= 4294967295 && can(regex("^0?[0-7]{3}$", point.permissions))])
    error_message = "User and group are numbers above 0, which is root; permissions are octal, such as 0750."
  }
}

variable "throughput_mode" {
  description = "Throughput: elastic (paid for what is read and written) or bursting (paid with the storage, grows with it)."
  type        = string
  default     = "elastic"
  nullable    = false

  validation {
    condition     = contains(["elastic", "bursting"], var.throughput_mode)
    error_message = "The throughput mode is elastic or bursting."
  }
}

variable "infrequent_access_days" {
  description = "Days without access after which a file is moved to the cheaper storage class: 1, 7, 14, 30, 60, 90, 180, 270 or 365. null: never."
  type        = number
  default     = 30

  validation {
    condition     = var.infrequent_access_days == null || contains([1, 7, 14, 30, 60, 90, 180, 270, 365], coalesce(var.infrequent_access_days, 0))
    error_message = "Files are moved after 1, 7, 14, 30, 60, 90, 180, 270 or 365 days."
  }
}

variable "backup" {
  description = "Whether AWS Backup keeps daily backups, for 35 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the files. Default: the key of EFS."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
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
