# A Fargate service. By itself it takes no requests (a worker); load_balanced and discoverable are built on it.

module "task" {
  source = "../../job"

  name                  = var.name
  vpc_id                = var.vpc_id
  container_definitions = var.container_definitions
  main_container        = var.main_container
  environment           = var.environment
  secrets               = var.secrets
  log_group_name        = var.log_group_name
  cpu                   = var.cpu
  memory                = var.memory
  ephemeral_storage     = var.ephemeral_storage
  volumes               = var.volumes
  architecture          = var.architecture
  execution_role_arn    = var.execution_role_arn
  role_arn              = var.role_arn
  subnet_ids            = var.subnet_ids
  subnet_tags           = var.subnet_tags
  tags                  = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "named" {
  for_each = var.ingress

  security_group_id            = module.task.security_group_id
  description                  = each.key
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}
