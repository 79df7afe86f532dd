mock_provider "aws" {
  source = "./mocks"
}

variables {
  names = ["app_base", "app"]
}

run "defaults" {
  command = plan

  module {
    source = "../repositories"
  }

  assert {
    condition     = keys(aws_ecr_repository.main) == ["app", "app_base"] && keys(output.urls) == ["app", "app_base"] && keys(output.arns) == ["app", "app_base"]
    error_message = "there is a repository for each name"
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.main : repository.image_tag_mutability == "IMMUTABLE" && one(repository.image_scanning_configuration).scan_on_push && !repository.force_delete])
    error_message = "tags are immutable, images are scanned, repositories with images stay"
  }

  assert {
    condition     = one(aws_ecr_repository.main["app"].encryption_configuration).encryption_type == "AES256"
    error_message = "images are encrypted with ECR's own key"
  }

  assert {
    condition = [for rule in jsondecode(aws_ecr_lifecycle_policy.main["app"].policy).rules : rule.selection] == [
      { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 },
    ]
    error_message = "images with a tag never expire"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../repositories"
  }

  variables {
    immutable_tags = false
    scan_on_push   = false
    untagged_days  = 3
    throwaway_tags = { "pr-*" = 10, "nightly-*" = 30 }
    kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/1"
    force_delete   = true
    tags           = { Team = "a" }
  }

  assert {
    condition = alltrue([
      for repository in aws_ecr_repository.main :
      repository.image_tag_mutability == "MUTABLE" && !one(repository.image_scanning_configuration).scan_on_push && repository.force_delete && repository.tags.Team == "a"
    ])
    error_message = "the repositories are as configured"
  }

  assert {
    condition     = one(aws_ecr_repository.main["app"].encryption_configuration).encryption_type == "KMS" && one(aws_ecr_repository.main["app"].encryption_configuration).kms_key == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "images are encrypted with the key"
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.main["app"].policy).rules : "${rule.rulePriority} ${try(one(rule.selection.tagPatternList), "untagged")} ${rule.selection.countNumber}"] == ["1 nightly-* 30", "2 pr-* 10", "3 untagged 3"]
    error_message = "the newest of the throwaway tags stay"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../repositories"
  }

  variables {
    names          = ["App"]
    untagged_days  = 0
    throwaway_tags = { "pr-*" = 9 }
    kms_key_arn    = "alias/app"
    tags           = { "aws:team" = "a" }
  }

  expect_failures = [var.names, var.untagged_days, var.throwaway_tags, var.kms_key_arn, var.tags]
}

run "throwaway_pattern_for_all_tags" {
  command = plan

  module {
    source = "../repositories"
  }

  variables {
    throwaway_tags = { "*" = 10 }
  }

  expect_failures = [var.throwaway_tags]
}
