module "database" {
  source = "../../database"

  name           = "app-dev"
  engine         = "postgres"
  engine_version = "16"
  vpc_id         = module.vpc.vpc_id
  subnet_ids     = module.vpc.storage_subnet_ids
  clients        = { web = module.web.security_group_id }
}
