variable "name" {
  description = "Name of the cache; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9]|-[a-z0-9]){0,39}$", var.name)) && length(var.name) <= 40
    error_message = "The name starts with a letter and has at most 40 lower-case letters, digits and single hyphens."
  }
}

variable "engine" {
  description = "Engine: valkey or redis."
  type        = string
  default     = "valkey"
  nullable    = false

  validation {
    condition     = contains(["valkey", "redis"], var.engine)
    error_message = "The engine is valkey or redis."
  }
}

variable "engine_version" {
  description = "Version of the engine, such as 8.0. Default: the newest when the cache is created."
  type        = string
  default     = null

  validation {
    condition     = var.engine_version == null || can(regex("^[0-9]+\\.[0-9x]+$", var.engine_version))
    error_message = "A version is like 8.0."
  }
}

variable "node_type" {
  description = "Type of the nodes."
  type        = string
  default     = "cache.t4g.micro"
  nullable    = false

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.node_type))
    error_message = "A type is like cache.t4g.micro."
  }
}

variable "node_count" {
  description = "Number of nodes: one writes, the others, in other zones, read and replace it if it fails."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains(range(1, 7), var.node_count)
    error_message = "There are 1 to 6 nodes."
  }
}

variable "vpc_id" {
  description = "VPC of the cache."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "subnet_ids" {
  description = "Subnets of the cache (output `storage_subnet_ids` of `vpc`)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Subnets are at least one id that starts with subnet-."
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

variable "parameter_group_name" {
  description = "Parameter group. Default: that of the engine."
  type        = string
  default     = null

  validation {
    condition     = var.parameter_group_name == null || can(regex("^[a-zA-Z][a-zA-Z0-9.-]{0,254}$", var.parameter_group_name))
    error_message = "A parameter group's name starts with a letter and has letters, digits, dots and hyphens."
  }
}

variable "apply_immediately" {
  description = "Whether changes are applied at once, which may interrupt the cache, and not in the maintenance window."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_retention_days" {
  description = "Days for which daily backups are kept, 0 to 35; 0 means none."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains(range(0, 36), var.backup_retention_days)
    error_message = "Backups are kept for 0 to 35 days."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the cache. Default: the key of ElastiCache."
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
