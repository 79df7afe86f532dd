module "cache" {
  source = "../../cache"

  name       = "app-dev"
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.storage_subnet_ids
  clients    = { web = module.web.security_group_id }
}
