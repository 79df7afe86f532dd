locals {
  rights = {
    read  = { bucket = ["s3:ListBucket", "s3:GetBucketLocation"], objects = ["s3:GetObject"], key = ["kms:Decrypt"] }
    write = { bucket = ["s3:GetBucketLocation"], objects = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], key = ["kms:Decrypt", "kms:GenerateDataKey"] }
    use   = { bucket = ["s3:ListBucket", "s3:GetBucketLocation"], objects = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], key = ["kms:Decrypt", "kms:GenerateDataKey"] }
  }
}

output "name" {
  description = "Name of the bucket. Available after it is closed and encrypted."
  value       = aws_s3_bucket.main.id
  depends_on  = [aws_s3_bucket_policy.main, aws_s3_bucket_public_access_block.main, aws_s3_bucket_server_side_encryption_configuration.main]
}

output "arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.main.arn
}

output "regional_domain_name" {
  description = "Domain name of the bucket in its region."
  value       = aws_s3_bucket.main.bucket_regional_domain_name
}

output "statements" {
  description = "Statements for `task_role`: `read` lists and gets objects, `write` puts them, `use` does both and deletes them."
  value = {
    for right, actions in local.rights : right => concat(
      [
        { actions = actions.bucket, resources = [aws_s3_bucket.main.arn] },
        { actions = actions.objects, resources = ["${aws_s3_bucket.main.arn}/*"] },
      ],
      [for key in var.kms_key[*] : { actions = actions.key, resources = [key.arn] }],
    )
  }
}
