variable "app_tag" {
  description = "Tag of the images; `deploy` sets it."
  type        = string
}

variable "registry" {
  description = "Registry of the images."
  type        = string
  default     = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"
}

variable "project" {
  description = "Name of the project; long enough here for names to be cut."
  type        = string
  default     = "complete-with-every-option"
}

variable "env_label" {
  description = "Name of the environment."
  type        = string
}
