# ECR repositories. They belong to the account and not to an environment, so use this module in a root module of its own.

locals {
  # Tagged images are in no rule, except for throwaway_tags, because a service may run them.
  throwaway = [
    for index, pattern in keys(var.throwaway_tags) : {
      rulePriority = index + 1
      description  = "the newest ${var.throwaway_tags[pattern]} of ${pattern} stay"
      action       = { type = "expire" }
      selection = {
        tagStatus      = "tagged"
        tagPatternList = [pattern]
        countType      = "imageCountMoreThan"
        countNumber    = var.throwaway_tags[pattern]
      }
    }
  ]
  untagged = {
    rulePriority = length(local.throwaway) + 1
    description  = "images without a tag go after ${var.untagged_days} days"
    action       = { type = "expire" }
    selection = {
      tagStatus   = "untagged"
      countType   = "sinceImagePushed"
      countUnit   = "days"
      countNumber = var.untagged_days
    }
  }
}

resource "aws_ecr_repository" "main" {
  for_each = var.names

  name                 = each.value
  image_tag_mutability = var.immutable_tags ? "IMMUTABLE" : "MUTABLE"
  force_delete         = var.force_delete
  tags                 = var.tags

  image_scanning_configuration {
    scan_on_push = var.scan_on_push
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "main" {
  for_each = aws_ecr_repository.main

  repository = each.value.name
  policy     = jsonencode({ rules = concat(local.throwaway, [local.untagged]) })
}
