variable "name" {
  description = "Name of the database server or cluster; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9]|-[a-z0-9]){0,49}$", var.name)) && length(var.name) <= 50
    error_message = "The name starts with a letter and has at most 50 lower-case letters, digits and single hyphens."
  }
}

variable "engine" {
  description = "Engine: postgres, mysql, mariadb, aurora-postgresql or aurora-mysql."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["postgres", "mysql", "mariadb", "aurora-postgresql", "aurora-mysql"], var.engine)
    error_message = "The engine is postgres, mysql, mariadb, aurora-postgresql or aurora-mysql."
  }
}

variable "engine_version" {
  description = "Version of the engine, such as 16 or 16.4. With the first number only, RDS updates the rest. Default: the newest that RDS recommends when the database is created."
  type        = string
  default     = null

  validation {
    condition     = var.engine_version == null || can(regex("^[0-9]+(\\.[0-9a-z._]+)?$", var.engine_version))
    error_message = "A version is like 16 or 16.4."
  }
}

variable "instance_class" {
  description = "Class of the instances. Default: db.t4g.micro, for Aurora db.t4g.medium, with `serverless` db.serverless."
  type        = string
  default     = null

  validation {
    condition     = var.instance_class == null || can(regex("^db\\.[a-z0-9-]+(\\.[a-z0-9]+)?$", var.instance_class))
    error_message = "A class is like db.t4g.micro."
  }
}

variable "instance_count" {
  description = "Number of Aurora instances: one writes, the others read and replace it if it fails."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains(range(1, 16), var.instance_count)
    error_message = "There are 1 to 15 instances."
  }
}

variable "serverless" {
  description = "Aurora Serverless: least and greatest capacity in ACU. Default: instances of a fixed class."
  type = object({
    minimum = number
    maximum = number
  })
  default = null

  validation {
    condition     = var.serverless == null || try(var.serverless.minimum >= 0 && var.serverless.minimum <= var.serverless.maximum && var.serverless.maximum >= 1 && var.serverless.maximum <= 256, false)
    error_message = "The minimum is 0 or more and not above the maximum, which is 1 to 256."
  }
}

variable "storage" {
  description = "GiB of storage that are allocated, and up to which RDS increases them. Aurora allocates what it needs."
  type = object({
    allocated = optional(number, 20)
    maximum   = optional(number, 100)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.storage.allocated >= 20 && var.storage.maximum > var.storage.allocated && var.storage.maximum <= 65536
    error_message = "20 GiB or more are allocated; the maximum is above that, and at most 65536."
  }
}

variable "database_name" {
  description = "Name of the first database. Another name replaces the server."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,62}$", var.database_name))
    error_message = "A database's name starts with a letter and has at most 63 letters, digits and underscores."
  }
}

variable "username" {
  description = "Name of the master user. Another name replaces the server."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,15}$", var.username)) && !contains(["admin", "postgres", "rdsadmin"], lower(var.username))
    error_message = "A user's name starts with a letter, has at most 16 letters, digits and underscores, and is not reserved (admin, postgres, rdsadmin)."
  }
}

variable "iam_authentication" {
  description = "Whether tasks can log in with their task role instead of a password."
  type        = bool
  default     = false
  nullable    = false
}

variable "vpc_id" {
  description = "VPC of the database."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "subnet_ids" {
  description = "Subnets of the database, in at least two availability zones (output `storage_subnet_ids` of `vpc`)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "A database has two subnets or more, each an id that starts with subnet-."
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

variable "port" {
  description = "Port of the database. Default: 5432 for PostgreSQL, else 3306."
  type        = number
  default     = null

  validation {
    condition     = var.port == null || try(var.port >= 1150 && var.port <= 65535, false)
    error_message = "A port is 1150 to 65535."
  }
}

variable "multi_az" {
  description = "Whether a second server, in another zone, replaces the first one if it fails. AWS charges for both. For Aurora, see `instance_count`."
  type        = bool
  default     = false
  nullable    = false
}

variable "parameter_group_name" {
  description = "Parameter group of the server; for Aurora, of the cluster. Default: that of the engine."
  type        = string
  default     = null

  validation {
    condition     = var.parameter_group_name == null || can(regex("^[a-zA-Z][a-zA-Z0-9.-]{0,254}$", var.parameter_group_name))
    error_message = "A parameter group's name starts with a letter and has letters, digits, dots and hyphens."
  }
}

variable "backup_retention_days" {
  description = "Days for which backups are kept, 1 to 35."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains(range(1, 36), var.backup_retention_days)
    error_message = "Backups are kept for 1 to 35 days."
  }
}

variable "apply_immediately" {
  description = "Whether changes are applied at once, which may interrupt the database, and not in the maintenance window."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database. A destroy then fails until this is false."
  type        = bool
  default     = true
  nullable    = false
}

variable "final_snapshot" {
  description = "Whether a destroy first makes a snapshot with the name NAME-final."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the database. Default: the key of RDS."
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
