variable "name" {
  description = "Name of the VPC, and the beginning of the names of everything in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,31}$", var.name)) && !startswith(var.name, "sg-")
    error_message = "The name starts with a letter, not with sg-, and has at most 32 letters, digits and hyphens."
  }
}

variable "cidr_block" {
  description = "IPv4 range of the VPC, from /16 to /24. Each subnet has a sixteenth of it."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr_block, 0, 0) == var.cidr_block && tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 24, false) && can(cidrnetmask(var.cidr_block))
    error_message = "The range is IPv4, begins at its first address and is /16 to /24, such as 10.0.0.0/16."
  }
}

variable "zone_count" {
  description = "Number of availability zones: 2 or 3. Used if `availability_zones` is null."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "There are 2 or 3 availability zones."
  }
}

variable "availability_zones" {
  description = "Names of the availability zones, in the order of the subnets; append a further one at the end. Default: the first `zone_count` of the region."
  type        = list(string)
  default     = null

  validation {
    condition     = var.availability_zones == null || try(contains([2, 3], length(distinct(var.availability_zones))) && alltrue([for zone in var.availability_zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))]), false)
    error_message = "The zones are two or three different names such as us-east-1a."
  }
}

variable "nat" {
  description = "NAT gateways, through which private subnets reach the internet: none, one (fails with its zone), or per_zone. AWS charges for each. Without one, tasks need the endpoints of all services that they call."
  type        = string
  default     = "one"
  nullable    = false

  validation {
    condition     = contains(["none", "one", "per_zone"], var.nat)
    error_message = "NAT is none, one or per_zone."
  }
}

variable "storage_subnets" {
  description = "Whether there are storage subnets."
  type        = bool
  default     = true
  nullable    = false
}

variable "gateway_endpoints" {
  description = "Gateway endpoints, which are free: s3 and dynamodb."
  type        = set(string)
  default     = ["s3", "dynamodb"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.gateway_endpoints : contains(["s3", "dynamodb"], name)])
    error_message = "Gateway endpoints are s3 and dynamodb."
  }
}

variable "interface_endpoints" {
  description = "Interface endpoints by the last part of the service name, such as ecr.api, ecr.dkr, logs or secretsmanager. AWS charges for each of them in each zone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.interface_endpoints : can(regex("^[a-z0-9][a-z0-9.-]*$", name)) && !startswith(name, "com.")])
    error_message = "An endpoint is the part of the service name after com.amazonaws.REGION, such as ecr.api."
  }
}

variable "flow_logs" {
  description = "Flow logs in the log group /vpc/NAME: which traffic (ALL, ACCEPT or REJECT), days until events are deleted (0 means never), and KMS key. null: none."
  type = object({
    traffic        = optional(string, "ALL")
    retention_days = optional(number, 30)
    kms_key_arn    = optional(string)
  })
  default = {}

  validation {
    condition     = var.flow_logs == null || contains(["ALL", "ACCEPT", "REJECT"], try(var.flow_logs.traffic, ""))
    error_message = "The traffic is ALL, ACCEPT or REJECT."
  }

  validation {
    condition     = var.flow_logs == null || contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], try(var.flow_logs.retention_days, -1))
    error_message = "CloudWatch keeps events for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or for ever (0)."
  }

  validation {
    condition     = try(var.flow_logs.kms_key_arn, null) == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", try(var.flow_logs.kms_key_arn, "")))
    error_message = "The key is the ARN of a KMS key, not of an alias."
  }
}

variable "ipv6" {
  description = "Whether VPC and subnets also have IPv6 addresses, which AWS assigns. Private subnets reach the internet over IPv6, but are not reachable from there."
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
