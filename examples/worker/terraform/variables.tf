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
  default     = "worker"
}

variable "env_label" {
  description = "Name of the environment; the second part of all names."
  type        = string
}

variable "desired_count" {
  description = "Number of workers."
  type        = number
}
