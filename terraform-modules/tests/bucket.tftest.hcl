mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "app-dev-uploads"
}

run "defaults" {
  command = apply

  module {
    source = "../bucket"
  }

  assert {
    condition = (
      aws_s3_bucket_public_access_block.main.block_public_acls && aws_s3_bucket_public_access_block.main.block_public_policy && aws_s3_bucket_public_access_block.main.ignore_public_acls &&
      aws_s3_bucket_public_access_block.main.restrict_public_buckets && one(aws_s3_bucket_ownership_controls.main.rule).object_ownership == "BucketOwnerEnforced"
    )
    error_message = "the bucket is closed to the public"
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.main.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256" && one(aws_s3_bucket_versioning.main.versioning_configuration).status == "Enabled" && !aws_s3_bucket.main.force_destroy
    error_message = "it is encrypted and versioned, and its objects are not destroyed"
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.main.rule) == 1 && one(aws_s3_bucket_lifecycle_configuration.main.rule[0].noncurrent_version_expiration).noncurrent_days == 30 && one(aws_s3_bucket_lifecycle_configuration.main.rule[0].abort_incomplete_multipart_upload).days_after_initiation == 7
    error_message = "old versions are deleted after 30 days"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.main.statement).effect == "Deny" && one(one(data.aws_iam_policy_document.main.statement).condition).variable == "aws:SecureTransport" && length(aws_s3_bucket_cors_configuration.main) + length(aws_s3_bucket_logging.main) == 0
    error_message = "the policy allows nothing, and denies access without TLS"
  }

  assert {
    condition = { for right, statements in output.statements : right => [for statement in statements : "${join(",", statement.actions)} ${one(statement.resources)}"] } == {
      read  = ["s3:ListBucket,s3:GetBucketLocation arn:aws:s3:::app-dev-uploads", "s3:GetObject arn:aws:s3:::app-dev-uploads/*"]
      write = ["s3:GetBucketLocation arn:aws:s3:::app-dev-uploads", "s3:PutObject,s3:AbortMultipartUpload,s3:ListMultipartUploadParts arn:aws:s3:::app-dev-uploads/*"]
      use   = ["s3:ListBucket,s3:GetBucketLocation arn:aws:s3:::app-dev-uploads", "s3:GetObject,s3:PutObject,s3:DeleteObject,s3:AbortMultipartUpload,s3:ListMultipartUploadParts arn:aws:s3:::app-dev-uploads/*"]
    }
    error_message = "each right is for this bucket only"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../bucket"
  }

  variables {
    versioning         = false
    old_version_days   = 1
    expiration_days    = { "temporary/" = 7 }
    cors_origins       = ["https://app.example.com"]
    cors_methods       = ["PUT"]
    access_logs_bucket = "example-logs"
    force_destroy      = true
    kms_key            = { arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    tags               = { Team = "a" }
  }

  assert {
    condition     = one(aws_s3_bucket_versioning.main.versioning_configuration).status == "Suspended" && aws_s3_bucket.main.force_destroy && aws_s3_bucket.main.tags.Team == "a" && one(aws_s3_bucket_logging.main[*].target_bucket) == "example-logs"
    error_message = "the bucket is as configured"
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.main.rule[0].noncurrent_version_expiration).noncurrent_days == 1 && one(aws_s3_bucket_lifecycle_configuration.main.rule[1].expiration).days == 7 && one(aws_s3_bucket_lifecycle_configuration.main.rule[1].filter).prefix == "temporary/"
    error_message = "the objects expire"
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.main[0].cors_rule).allowed_origins == toset(["https://app.example.com"]) && one(aws_s3_bucket_cors_configuration.main[0].cors_rule).allowed_methods == toset(["PUT"])
    error_message = "the web page can call the bucket"
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.main.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key.arn && one(aws_s3_bucket_server_side_encryption_configuration.main.rule).bucket_key_enabled && jsonencode(output.statements.write[2]) == jsonencode({ actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [var.kms_key.arn] }) && output.statements.read[2].actions == ["kms:Decrypt"]
    error_message = "the rights include the key"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../bucket"
  }

  variables {
    name               = "app.dev"
    old_version_days   = 0
    expiration_days    = { "" = 0 }
    cors_origins       = ["*"]
    cors_methods       = ["PATCH"]
    access_logs_bucket = "B"
    kms_key            = { arn = "alias/app" }
    tags               = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.old_version_days, var.expiration_days, var.cors_origins, var.cors_methods, var.access_logs_bucket,
    var.kms_key, var.tags,
  ]
}
