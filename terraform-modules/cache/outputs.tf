output "address" {
  description = "DNS name of the cache, for reading and writing. Available after the clients can connect."
  value       = aws_elasticache_replication_group.main.primary_endpoint_address
  depends_on  = [aws_vpc_security_group_ingress_rule.clients]
}

output "reader_address" {
  description = "DNS name for reading only."
  value       = aws_elasticache_replication_group.main.reader_endpoint_address
}

output "port" {
  description = "Port of the cache, with TLS."
  value       = 6379
}

output "url" {
  description = "URL of the cache, such as rediss://ADDRESS:6379."
  value       = "rediss://${aws_elasticache_replication_group.main.primary_endpoint_address}:6379"
  depends_on  = [aws_vpc_security_group_ingress_rule.clients]
}

output "security_group_id" {
  description = "Security group of the cache."
  value       = aws_security_group.main.id
}

output "statements" {
  description = "Statements for `task_role`, as of the other modules: none, because the security group decides who can connect."
  value       = { read = [], write = [], use = [] }
}
