data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

locals {
  resource_id = one(concat(aws_db_instance.main[*].resource_id, aws_rds_cluster.main[*].cluster_resource_id))
  secret_arn  = one(concat(aws_db_instance.main[*].master_user_secret[0].secret_arn, aws_rds_cluster.main[*].master_user_secret[0].secret_arn))
}

output "address" {
  description = "DNS name of the database, for reading and writing. Available after the clients can connect."
  value       = one(concat(aws_db_instance.main[*].address, aws_rds_cluster.main[*].endpoint))
  depends_on  = [aws_vpc_security_group_ingress_rule.clients, aws_rds_cluster_instance.main]
}

output "reader_address" {
  description = "DNS name for reading only: of the readers in Aurora, else the same as `address`."
  value       = one(concat(aws_db_instance.main[*].address, aws_rds_cluster.main[*].reader_endpoint))
}

output "port" {
  description = "Port of the database."
  value       = local.port
}

output "database_name" {
  description = "Name of the first database."
  value       = var.database_name
}

output "secret_arn" {
  description = "ARN of the secret with username and password, for `secret_arns` of `execution_role`."
  value       = local.secret_arn
}

output "secrets" {
  description = "Secret environment variables for `secrets` of a service: DATABASE_USERNAME and DATABASE_PASSWORD."
  value       = { DATABASE_USERNAME = "${local.secret_arn}:username::", DATABASE_PASSWORD = "${local.secret_arn}:password::" }
}

output "security_group_id" {
  description = "Security group of the database."
  value       = aws_security_group.main.id
}

output "statements" {
  description = "Statements for `task_role`: `use` connects as any user of the database that is created for IAM, if `iam_authentication` is true; its rights in the database decide what it reads and writes. `read` and `write` are the same."
  value = {
    for right in ["read", "write", "use"] : right => [
      for enabled in [var.iam_authentication] : {
        actions   = ["rds-db:connect"]
        resources = ["arn:${data.aws_partition.current.partition}:rds-db:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:dbuser:${local.resource_id}/*"]
      } if enabled
    ]
  }
}
