module "files" {
  source = "../../efs"

  name          = "app-dev"
  vpc_id        = module.vpc.vpc_id
  subnet_ids    = module.vpc.storage_subnet_ids
  clients       = { web = module.web.security_group_id }
  access_points = { uploads = { path = "/uploads" } }
}

# Its permissions, for the task role of the service.
module "uploads_role" {
  source = "../../task_role"

  name       = "app-dev-uploads"
  statements = module.files.statements.uploads.write
}
