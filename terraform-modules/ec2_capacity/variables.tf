variable "name" {
  description = "Name of the capacity provider, the Auto Scaling group and the launch template; unique in the account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,49}$", var.name)) && !can(regex("^(aws|ecs|fargate|sg-)", lower(var.name)))
    error_message = "The name starts with a letter, not with aws, ecs, fargate or sg-, and has at most 50 letters, digits, hyphens and underscores."
  }
}

variable "cluster_name" {
  description = "Name of the cluster. Give the name itself and not the output of `cluster`, which needs the name of the capacity provider."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.cluster_name))
    error_message = "A cluster's name has 1 to 255 letters, digits, hyphens and underscores."
  }
}

variable "vpc_id" {
  description = "VPC of the instances."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "A VPC's id starts with vpc-."
  }
}

variable "subnet_ids" {
  description = "Subnets of the instances, with a way to ECS: private ones with a NAT gateway or endpoints."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Subnets are at least one id that starts with subnet-."
  }
}

variable "security_group_ids" {
  description = "Further security groups of the instances."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) <= 4 && alltrue([for id in var.security_group_ids : startswith(id, "sg-")])
    error_message = "There are at most four, each an id that starts with sg-."
  }
}

variable "hardware" {
  description = "Image of the instances: x86, arm or gpu (x86 with the drivers of NVIDIA). The newest one at each apply; running instances are then replaced one after the other."
  type        = string
  default     = "x86"
  nullable    = false

  validation {
    condition     = contains(["x86", "arm", "gpu"], var.hardware)
    error_message = "The hardware is x86, arm or gpu."
  }
}

variable "instance_types" {
  description = "Instance types, the preferred ones first. More types find more Spot instances."
  type        = list(string)
  default     = ["t3.medium"]
  nullable    = false

  validation {
    condition     = length(var.instance_types) > 0 && alltrue([for type in var.instance_types : can(regex("^[a-z0-9-]+\\.[a-z0-9-]+$", type))])
    error_message = "There is at least one type such as t3.medium."
  }
}

variable "minimum" {
  description = "Minimum number of instances. 0: none without tasks."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.minimum >= 0 && floor(var.minimum) == var.minimum
    error_message = "The minimum is a whole number, 0 or more."
  }
}

variable "maximum" {
  description = "Maximum number of instances."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.maximum >= 1 && floor(var.maximum) == var.maximum
    error_message = "The maximum is a whole number, 1 or more."
  }
}

variable "target_capacity" {
  description = "Percentage of the instances that tasks use; below 100, instances wait for further tasks."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = contains(range(1, 101), var.target_capacity)
    error_message = "The target is 1 to 100 percent."
  }
}

variable "spot_percentage" {
  description = "Percentage of Spot instances, above `on_demand_base`."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = contains(range(0, 101), var.spot_percentage)
    error_message = "The share is 0 to 100 percent."
  }
}

variable "on_demand_base" {
  description = "Number of instances that are never Spot."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.on_demand_base >= 0 && floor(var.on_demand_base) == var.on_demand_base
    error_message = "The number is whole, 0 or more."
  }
}

variable "disk_size" {
  description = "GiB of the disk, which is encrypted: images, volumes of the host and what tasks write."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.disk_size >= 30 && var.disk_size <= 16384
    error_message = "A disk has 30 GiB, which the image needs, to 16384."
  }
}

variable "detailed_monitoring" {
  description = "Whether CloudWatch measures the instances each minute. AWS charges for it."
  type        = bool
  default     = true
  nullable    = false
}

variable "agent_settings" {
  description = "Further settings of the ECS agent, such as ECS_IMAGE_CLEANUP_INTERVAL. For log drivers: ECS_AVAILABLE_LOGGING_DRIVERS."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.agent_settings : can(regex("^[A-Z][A-Z0-9_]+$", key)) && !can(regex("\n", value)) && key != "ECS_CLUSTER"])
    error_message = "A setting has a name in capital letters, not ECS_CLUSTER, and a value of one line."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the disks. Default: the key of EBS."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "The key is the ARN of a KMS key, not of an alias."
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
  description = "Tags of all resources of this module."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && length(key) <= 128 && length(value) <= 256])
    error_message = "A tag's key has at most 128 characters and does not start with aws:, its value at most 256."
  }
}
