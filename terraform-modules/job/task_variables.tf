variable "name" {
  description = "Name of the task definition family, of the service and of the security group; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,254}$", var.name)) && !startswith(var.name, "sg-")
    error_message = "The name starts with a letter, not with sg-, and has at most 255 letters, digits, hyphens and underscores."
  }
}

variable "vpc_id" {
  description = "VPC of the tasks."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "container_definitions" {
  description = "Container definitions as a JSON array, in the format of ECS. `environment`, `secrets` and `log_group_name` are merged into them."
  type        = string
  nullable    = false

  validation {
    condition     = can([for container in jsondecode(var.container_definitions) : "${container.name}${container.image}"])
    error_message = "The container definitions are a JSON array of objects, each with a name and an image."
  }

  validation {
    condition     = try(length(jsondecode(var.container_definitions)), 1) > 0
    error_message = "There is at least one container."
  }
}

variable "main_container" {
  description = "Name of the container that gets `environment` and `secrets`. Default: the first one."
  type        = string
  default     = null

  validation {
    condition     = var.main_container != ""
    error_message = "The main container's name is not empty; leave it null for the first one."
  }
}

variable "environment" {
  description = "Environment variables of the main container. They override those in `container_definitions`. Not for secrets, because everybody who can read the task definition can read them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "A variable's name has letters, digits and underscores only and starts with no digit."
  }
}

variable "secrets" {
  description = "Secret environment variables of the main container: from the name to the ARN of an SSM parameter or a Secrets Manager secret. For one key of a secret, append `:JSON_KEY::`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for arn in values(var.secrets) : can(regex("^arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter/|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:).+$", arn))
    ])
    error_message = "A secret is the ARN of an SSM parameter or of a Secrets Manager secret."
  }
}

variable "log_group_name" {
  description = "CloudWatch log group for containers without a logConfiguration. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.log_group_name == null || can(regex("^[.\\-_/#A-Za-z0-9]{1,512}$", var.log_group_name))
    error_message = "A log group's name has 1 to 512 letters, digits and the characters . - _ / #."
  }
}

variable "log_group" {
  description = "Log group of its own, instead of `log_group_name`: its name (default: /ecs/NAME), days until events are deleted (0 means never), and KMS key. Default: none."
  type = object({
    name           = optional(string)
    retention_days = optional(number, 30)
    kms_key_arn    = optional(string)
  })
  default = null

  validation {
    condition     = try(var.log_group.name, null) == null || can(regex("^[.\\-_/#A-Za-z0-9]{1,512}$", try(var.log_group.name, "")))
    error_message = "A log group's name has 1 to 512 letters, digits and the characters . - _ / #."
  }

  validation {
    condition     = var.log_group == null || contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], try(var.log_group.retention_days, -1))
    error_message = "CloudWatch keeps events for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or for ever (0)."
  }

  validation {
    condition     = try(var.log_group.kms_key_arn, null) == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", try(var.log_group.kms_key_arn, "")))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "cpu" {
  description = "CPU units of the task; 1024 are one vCPU."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Fargate has 256, 512, 1024, 2048, 4096, 8192 and 16384 CPU units."
  }
}

variable "memory" {
  description = "Memory of the task in MiB. Fargate offers certain sizes for each `cpu`; the plan fails for others. On instances, any size."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory >= 4 && floor(var.memory) == var.memory
    error_message = "A task has 4 MiB or more."
  }
}

variable "ephemeral_storage" {
  description = "Ephemeral storage of the task in GiB, 21 to 200. Default: the 20 GiB of Fargate."
  type        = number
  default     = null

  validation {
    condition     = var.ephemeral_storage == null || try(var.ephemeral_storage >= 21 && var.ephemeral_storage <= 200, false)
    error_message = "Ephemeral storage is 21 to 200 GiB."
  }
}

variable "volumes" {
  description = "Names of empty volumes that the containers share through mountPoints."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.volumes : can(regex("^[A-Za-z0-9_-]{1,255}$", name))])
    error_message = "A volume's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "efs_volumes" {
  description = "Volumes in EFS file systems (output `volumes` of `efs`), by the name that the containers use in mountPoints. Transit is encrypted. With a task role (`role_arn`), it authorizes the access."
  type = map(object({
    file_system_id  = string
    access_point_id = optional(string)
    root_directory  = optional(string, "/")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, volume in var.efs_volumes : can(regex("^[A-Za-z0-9_-]{1,255}$", name)) && startswith(volume.file_system_id, "fs-")])
    error_message = "A volume has a name of 1 to 255 letters, digits, hyphens and underscores, and the id of a file system (fs-…)."
  }

  validation {
    condition     = alltrue([for volume in values(var.efs_volumes) : startswith(volume.root_directory, "/") && (volume.access_point_id == null || volume.root_directory == "/")])
    error_message = "The root directory starts with /; with an access point it is /, because the access point has the folder."
  }
}

variable "architecture" {
  description = "CPU architecture of the images: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "The architecture is X86_64 or ARM64."
  }
}

variable "execution_role_arn" {
  description = "ARN of the task execution role, with which ECS pulls images, reads secrets and writes logs (module `execution_role`)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.execution_role_arn))
    error_message = "The execution role is the ARN of an IAM role."
  }
}

variable "role_arn" {
  description = "ARN of the task role, with which the program calls AWS. Default: none."
  type        = string
  default     = null

  validation {
    condition     = var.role_arn == null || can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.role_arn))
    error_message = "The role is the ARN of an IAM role."
  }
}

variable "subnet_ids" {
  description = "Subnets of the tasks. Default: those with `subnet_tags`."
  type        = list(string)
  default     = null

  validation {
    condition     = var.subnet_ids == null || try(length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")]), false)
    error_message = "Subnets are at least one id that starts with subnet-."
  }
}

variable "subnet_tags" {
  description = "Tags of the subnets of the tasks, used if `subnet_ids` is null."
  type        = map(string)
  default     = { Tier = "private" }
  nullable    = false

  validation {
    condition     = length(var.subnet_tags) > 0
    error_message = "Without a tag, public and private subnets would be mixed."
  }
}

variable "tags" {
  description = "Tags of all resources of this module, including the running tasks."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
