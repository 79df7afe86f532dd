output "urls" {
  description = "Addresses of the repositories, by name: what images are named before the colon."
  value       = { for name, repository in aws_ecr_repository.main : name => repository.repository_url }
}

output "arns" {
  description = "ARNs of the repositories, by name."
  value       = { for name, repository in aws_ecr_repository.main : name => repository.arn }
}
