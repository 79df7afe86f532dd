terraform {
  # Locks in the S3 bucket need 1.10.
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # The bucket is created once, by hand: see the README. Each environment is a workspace with its own state.
  backend "s3" {
    bucket       = "terraform-state-123456789012"
    key          = "bridge/terraform.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = var.project
      Environment = var.env_label
    }
  }
}
