variable "app_tag" {
  description = "Tag of the images; `deploy` sets it."
  type        = string
}

variable "registry" {
  description = "Registry of the images, as in the build file."
  type        = string
  default     = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"
}

variable "project" {
  description = "Name of the project; the first part of all names."
  type        = string
  default     = "bridge"
}

variable "env_label" {
  description = "Name of the environment; the second part of all names."
  type        = string
}

variable "vpc_name" {
  description = "Tag `Name` of the VPC. Its subnets have the tag `Tier`: public or private."
  type        = string
  default     = "main"
}

variable "hosted_zone" {
  description = "Route 53 zone of the domain name; ACM has a certificate for it and for *.ZONE."
  type        = string
  default     = "example.com"
}

variable "domain_name" {
  description = "Domain name of the application."
  type        = string
}

variable "web_count" {
  description = "Number of web tasks; with `web_autoscaling`, the initial number."
  type        = number
}

variable "web_autoscaling" {
  description = "Autoscaling of the web tasks. Default: a fixed number."
  type = object({
    minimum             = number
    maximum             = number
    cpu                 = optional(number)
    requests_per_target = optional(number)
  })
  default = null
}

variable "worker_count" {
  description = "Number of workers."
  type        = number
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
  default     = false
}
