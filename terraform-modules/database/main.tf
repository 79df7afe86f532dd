# A database in RDS, or an Aurora cluster, by `engine`: encrypted, with backups, and reachable from the security groups in
# `clients` only. RDS creates the master password and keeps it in Secrets Manager (output `secret_arn`).

locals {
  aurora   = startswith(var.engine, "aurora-")
  postgres = endswith(var.engine, "postgresql") || var.engine == "postgres"
  port     = coalesce(var.port, local.postgres ? 5432 : 3306)
  class    = coalesce(var.instance_class, var.serverless != null ? "db.serverless" : local.aurora ? "db.t4g.medium" : "db.t4g.micro")
  logs     = { postgres = ["postgresql", "upgrade"], aurora-postgresql = ["postgresql"], mysql = ["error", "slowquery"], mariadb = ["error", "slowquery"], aurora-mysql = ["error", "slowquery"] }[var.engine]

  final_snapshot = var.final_snapshot ? "${var.name}-final" : null
}

resource "aws_db_subnet_group" "main" {
  name        = var.name
  description = "Subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}

resource "aws_security_group" "main" {
  name        = "${var.name}-database"
  description = "Database ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-database" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.main.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  tags                         = var.tags
}

resource "aws_db_instance" "main" {
  #checkov:skip=CKV_AWS_118:Enhanced monitoring costs money
  #checkov:skip=CKV_AWS_353:Performance Insights cost money in some classes
  #checkov:skip=CKV_AWS_157:A second zone costs money: `multi_az`
  #checkov:skip=CKV_AWS_161:Authentication by IAM is an option: `iam_authentication`
  #checkov:skip=CKV2_AWS_30:Queries are logged by the parameter group of the user: slow ones by default in MySQL

  count = local.aurora ? 0 : 1

  identifier                          = var.name
  engine                              = var.engine
  engine_version                      = var.engine_version
  instance_class                      = local.class
  allocated_storage                   = var.storage.allocated
  max_allocated_storage               = var.storage.maximum
  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  db_name                             = var.database_name
  username                            = var.username
  manage_master_user_password         = true
  iam_database_authentication_enabled = var.iam_authentication
  port                                = local.port
  multi_az                            = var.multi_az
  publicly_accessible                 = false
  db_subnet_group_name                = aws_db_subnet_group.main.name
  vpc_security_group_ids              = [aws_security_group.main.id]
  parameter_group_name                = var.parameter_group_name
  backup_retention_period             = var.backup_retention_days
  copy_tags_to_snapshot               = true
  enabled_cloudwatch_logs_exports     = local.logs
  auto_minor_version_upgrade          = true
  apply_immediately                   = var.apply_immediately
  deletion_protection                 = var.deletion_protection
  skip_final_snapshot                 = !var.final_snapshot
  final_snapshot_identifier           = local.final_snapshot
  tags                                = var.tags

  lifecycle {
    precondition {
      condition     = var.serverless == null && var.instance_count == 1
      error_message = "serverless and instance_count are for Aurora."
    }
  }
}

resource "aws_rds_cluster" "main" {
  #checkov:skip=CKV_AWS_162:Authentication by IAM is an option: `iam_authentication`
  #checkov:skip=CKV_AWS_326:Backtracking costs money
  #checkov:skip=CKV2_AWS_8:Backups are those of RDS
  #checkov:skip=CKV2_AWS_27:Queries are logged by the parameter group of the user

  count = local.aurora ? 1 : 0

  cluster_identifier                  = var.name
  engine                              = var.engine
  engine_version                      = var.engine_version
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  database_name                       = var.database_name
  master_username                     = var.username
  manage_master_user_password         = true
  iam_database_authentication_enabled = var.iam_authentication
  port                                = local.port
  db_subnet_group_name                = aws_db_subnet_group.main.name
  vpc_security_group_ids              = [aws_security_group.main.id]
  db_cluster_parameter_group_name     = var.parameter_group_name
  backup_retention_period             = var.backup_retention_days
  copy_tags_to_snapshot               = true
  enabled_cloudwatch_logs_exports     = local.logs
  apply_immediately                   = var.apply_immediately
  deletion_protection                 = var.deletion_protection
  skip_final_snapshot                 = !var.final_snapshot
  final_snapshot_identifier           = local.final_snapshot
  tags                                = var.tags

  dynamic "serverlessv2_scaling_configuration" {
    for_each = var.serverless[*]

    content {
      min_capacity = serverlessv2_scaling_configuration.value.minimum
      max_capacity = serverlessv2_scaling_configuration.value.maximum
    }
  }

  lifecycle {
    precondition {
      condition     = !var.multi_az
      error_message = "Aurora is in several zones if instance_count is 2 or more: multi_az is for other engines."
    }
  }
}

resource "aws_rds_cluster_instance" "main" {
  #checkov:skip=CKV_AWS_118:Enhanced monitoring costs money
  #checkov:skip=CKV_AWS_353:Performance Insights cost money in some classes

  count = local.aurora ? var.instance_count : 0

  identifier                 = "${var.name}-${count.index + 1}"
  cluster_identifier         = one(aws_rds_cluster.main[*].id)
  engine                     = var.engine
  instance_class             = local.class
  publicly_accessible        = false
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately
  copy_tags_to_snapshot      = true
  tags                       = var.tags
}
