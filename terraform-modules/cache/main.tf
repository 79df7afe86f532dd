# A cache in ElastiCache, Valkey or Redis: encrypted, reachable with TLS only, and from the security groups in `clients` only.

resource "aws_elasticache_subnet_group" "main" {
  name        = var.name
  description = "Subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}

resource "aws_security_group" "main" {
  name        = "${var.name}-cache"
  description = "Cache ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-cache" })

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
  from_port                    = 6379
  to_port                      = 6379
  tags                         = var.tags
}

resource "aws_elasticache_replication_group" "main" {
  #checkov:skip=CKV_AWS_31:Who can connect is up to the security group; a password would be in the state
  #checkov:skip=CKV_AWS_191:Encrypted with the key of ElastiCache, unless `kms_key_arn` is set
  #checkov:skip=CKV2_AWS_50:A second node costs money: `node_count`

  replication_group_id       = var.name
  description                = "Cache ${var.name}"
  engine                     = var.engine
  engine_version             = var.engine_version
  node_type                  = var.node_type
  num_cache_clusters         = var.node_count
  automatic_failover_enabled = var.node_count > 1
  multi_az_enabled           = var.node_count > 1
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  kms_key_id                 = var.kms_key_arn
  port                       = 6379
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  security_group_ids         = [aws_security_group.main.id]
  parameter_group_name       = var.parameter_group_name
  snapshot_retention_limit   = var.backup_retention_days
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately
  tags                       = var.tags
}
