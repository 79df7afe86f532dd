output "urls" {
  description = "URLs of the repositories, by name: the part of an image name before the tag."
  value       = { for name, repository in aws_ecr_repository.main : name => repository.repository_url }
}

output "arns" {
  description = "ARNs of the repositories, by name."
  value       = { for name, repository in aws_ecr_repository.main : name => repository.arn }
}
