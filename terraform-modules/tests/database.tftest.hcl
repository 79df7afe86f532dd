# The sandbox needs more than a minute to create a database, and a second plan shows a change of moto's scaling configuration, so that
# only these tests have databases.

mock_provider "aws" {
  source = "./mocks"
}

variables {
  name       = "app-dev"
  engine     = "postgres"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-a", "subnet-b"]
}

run "defaults" {
  command = plan

  module {
    source = "../database"
  }

  assert {
    condition     = aws_db_instance.main[0].identifier == "app-dev" && aws_db_instance.main[0].engine == "postgres" && aws_db_instance.main[0].instance_class == "db.t4g.micro" && aws_db_instance.main[0].allocated_storage == 20 && aws_db_instance.main[0].max_allocated_storage == 100 && output.port == 5432 && output.database_name == "app"
    error_message = "PostgreSQL is on the smallest instance"
  }

  assert {
    condition     = aws_db_instance.main[0].storage_encrypted && aws_db_instance.main[0].manage_master_user_password && aws_db_instance.main[0].password == null && !aws_db_instance.main[0].publicly_accessible
    error_message = "it is encrypted, not public, and RDS manages the password"
  }

  assert {
    condition     = aws_db_instance.main[0].deletion_protection && !aws_db_instance.main[0].skip_final_snapshot && aws_db_instance.main[0].final_snapshot_identifier == "app-dev-final" && aws_db_instance.main[0].backup_retention_period == 7
    error_message = "it is not lost by a destroy"
  }

  assert {
    condition     = length(aws_rds_cluster.main) + length(aws_rds_cluster_instance.main) + length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "there is no cluster, and nobody can connect"
  }

  assert {
    condition     = alltrue([for statements in output.statements : length(statements) == 0])
    error_message = "the task role has nothing to do with it"
  }
}

run "instance_options" {
  command = apply

  module {
    source = "../database"
  }

  variables {
    engine                = "mysql"
    engine_version        = "8.4"
    instance_class        = "db.r8g.large"
    storage               = { allocated = 50, maximum = 500 }
    database_name         = "shop"
    username              = "owner"
    iam_authentication    = true
    clients               = { web = "sg-web" }
    port                  = 3307
    multi_az              = true
    parameter_group_name  = "shop"
    backup_retention_days = 35
    apply_immediately     = true
    deletion_protection   = false
    final_snapshot        = false
    kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/1"
    tags                  = { Team = "a" }
  }

  assert {
    condition = (
      aws_db_instance.main[0].engine_version == "8.4" && aws_db_instance.main[0].instance_class == "db.r8g.large" && aws_db_instance.main[0].allocated_storage == 50 && aws_db_instance.main[0].db_name == "shop" &&
      aws_db_instance.main[0].username == "owner" && aws_db_instance.main[0].multi_az && aws_db_instance.main[0].parameter_group_name == "shop" && aws_db_instance.main[0].backup_retention_period == 35 &&
      aws_db_instance.main[0].apply_immediately && !aws_db_instance.main[0].deletion_protection && aws_db_instance.main[0].skip_final_snapshot && aws_db_instance.main[0].kms_key_id == var.kms_key_arn
    )
    error_message = "the database is as configured"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.clients : name => "${rule.referenced_security_group_id} ${rule.from_port}" } == { web = "sg-web 3307" } && aws_db_instance.main[0].port == 3307
    error_message = "the client can connect"
  }

  assert {
    condition     = one(output.statements.use).actions == ["rds-db:connect"] && one(one(output.statements.use).resources) == "arn:aws:rds-db:us-east-1:123456789012:dbuser:db-ABC/*"
    error_message = "the task role can connect to this database only"
  }

  assert {
    condition     = output.secret_arn == "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds-db-1" && output.secrets.DATABASE_PASSWORD == "${output.secret_arn}:password::"
    error_message = "services get username and password from the secret"
  }

  assert {
    condition     = aws_db_instance.main[0].tags.Team == "a" && aws_security_group.main.tags.Team == "a" && aws_db_subnet_group.main.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "aurora" {
  command = plan

  module {
    source = "../database"
  }

  variables {
    engine         = "aurora-postgresql"
    instance_count = 2
    serverless     = { minimum = 0.5, maximum = 4 }
    tags           = { Team = "a" }
  }

  assert {
    condition     = aws_rds_cluster.main[0].engine == "aurora-postgresql" && aws_rds_cluster.main[0].storage_encrypted && aws_rds_cluster.main[0].manage_master_user_password && aws_rds_cluster.main[0].deletion_protection && aws_rds_cluster.main[0].port == 5432 && length(aws_db_instance.main) == 0
    error_message = "the cluster is encrypted and protected"
  }

  assert {
    condition     = aws_rds_cluster_instance.main[*].identifier == ["app-dev-1", "app-dev-2"] && aws_rds_cluster_instance.main[0].instance_class == "db.serverless" && one(aws_rds_cluster.main[0].serverlessv2_scaling_configuration).max_capacity == 4
    error_message = "it has two serverless instances"
  }
}

run "serverless_without_aurora" {
  command = plan

  module {
    source = "../database"
  }

  variables {
    serverless = { minimum = 1, maximum = 2 }
  }

  expect_failures = [aws_db_instance.main]
}

run "aurora_with_multi_az" {
  command = plan

  module {
    source = "../database"
  }

  variables {
    engine   = "aurora-mysql"
    multi_az = true
  }

  expect_failures = [aws_rds_cluster.main]
}

run "bad_input" {
  command = plan

  module {
    source = "../database"
  }

  variables {
    name                  = "App"
    engine_version        = "newest"
    instance_class        = "t4g.micro"
    instance_count        = 16
    serverless            = { minimum = 3, maximum = 2 }
    storage               = { allocated = 10 }
    database_name         = "1"
    username              = "postgres"
    vpc_id                = "main"
    subnet_ids            = ["subnet-a"]
    clients               = { web = "web" }
    port                  = 80
    parameter_group_name  = "a group"
    backup_retention_days = 0
    kms_key_arn           = "alias/app"
    tags                  = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.engine_version, var.instance_class, var.instance_count, var.serverless, var.storage, var.database_name,
    var.username, var.vpc_id, var.subnet_ids, var.clients, var.port, var.parameter_group_name, var.backup_retention_days,
    var.kms_key_arn, var.tags,
  ]
}

run "unknown_engine" {
  command = plan

  module {
    source = "../database"
  }

  variables {
    engine = "oracle"
  }

  expect_failures = [var.engine]
}
