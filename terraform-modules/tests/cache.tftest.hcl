mock_provider "aws" {
  source = "./mocks"
}

variables {
  name       = "app-dev"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-a", "subnet-b"]
}

run "defaults" {
  command = apply

  module {
    source = "../cache"
  }

  assert {
    condition     = aws_elasticache_replication_group.main.engine == "valkey" && aws_elasticache_replication_group.main.node_type == "cache.t4g.micro" && aws_elasticache_replication_group.main.num_cache_clusters == 1 && !aws_elasticache_replication_group.main.automatic_failover_enabled && aws_elasticache_replication_group.main.snapshot_retention_limit == 1
    error_message = "there is one small node"
  }

  assert {
    condition     = tobool(aws_elasticache_replication_group.main.at_rest_encryption_enabled) && aws_elasticache_replication_group.main.transit_encryption_enabled && aws_elasticache_replication_group.main.transit_encryption_mode == "required"
    error_message = "it is encrypted"
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0 && output.url == "rediss://${output.address}:6379" && output.port == 6379 && output.security_group_id == "sg-own"
    error_message = "nobody can connect"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../cache"
  }

  variables {
    engine                = "redis"
    engine_version        = "7.1"
    node_type             = "cache.r7g.large"
    node_count            = 3
    clients               = { web = "sg-web" }
    parameter_group_name  = "app"
    apply_immediately     = true
    backup_retention_days = 0
    kms_key_arn           = "arn:aws:kms:us-east-1:123456789012:key/1"
    tags                  = { Team = "a" }
  }

  assert {
    condition     = aws_elasticache_replication_group.main.engine == "redis" && aws_elasticache_replication_group.main.engine_version == "7.1" && aws_elasticache_replication_group.main.num_cache_clusters == 3 && aws_elasticache_replication_group.main.automatic_failover_enabled && aws_elasticache_replication_group.main.multi_az_enabled
    error_message = "a node replaces one that fails"
  }

  assert {
    condition     = aws_elasticache_replication_group.main.node_type == "cache.r7g.large" && aws_elasticache_replication_group.main.parameter_group_name == "app" && aws_elasticache_replication_group.main.apply_immediately && aws_elasticache_replication_group.main.snapshot_retention_limit == 0 && aws_elasticache_replication_group.main.kms_key_id == var.kms_key_arn && aws_elasticache_replication_group.main.tags.Team == "a"
    error_message = "the cache is as configured"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.clients : name => "${rule.referenced_security_group_id} ${rule.from_port}" } == { web = "sg-web 6379" }
    error_message = "the client can connect"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../cache"
  }

  variables {
    name                  = "App"
    engine                = "memcached"
    engine_version        = "newest"
    node_type             = "t4g.micro"
    node_count            = 0
    vpc_id                = "main"
    subnet_ids            = []
    clients               = { web = "web" }
    parameter_group_name  = "a group"
    backup_retention_days = 36
    kms_key_arn           = "alias/app"
    tags                  = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.engine, var.engine_version, var.node_type, var.node_count, var.vpc_id, var.subnet_ids, var.clients,
    var.parameter_group_name, var.backup_retention_days, var.kms_key_arn, var.tags,
  ]
}
