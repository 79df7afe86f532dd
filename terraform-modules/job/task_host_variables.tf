variable "launch_type" {
  description = "Where tasks run: FARGATE, EC2 (instances of the cluster, see `ec2_capacity`) or EXTERNAL (your own servers)."
  type        = string
  default     = "FARGATE"
  nullable    = false

  validation {
    condition     = contains(["FARGATE", "EC2", "EXTERNAL"], var.launch_type)
    error_message = "The launch type is FARGATE, EC2 or EXTERNAL."
  }
}

variable "network_mode" {
  description = "Network of the tasks: awsvpc (an address and security group of their own), bridge or host (those of the instance; `ingress` has no effect)."
  type        = string
  default     = "awsvpc"
  nullable    = false

  validation {
    condition     = contains(["awsvpc", "bridge", "host"], var.network_mode)
    error_message = "The network mode is awsvpc, bridge or host."
  }
}

variable "host_volumes" {
  description = "Volumes of the instance, by the name that the containers use in mountPoints: the path on the instance. For EC2 and EXTERNAL."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, path in var.host_volumes : can(regex("^[A-Za-z0-9_-]{1,255}$", name)) && startswith(path, "/")])
    error_message = "A volume has a name of 1 to 255 letters, digits, hyphens and underscores, and a path that starts with /."
  }
}
