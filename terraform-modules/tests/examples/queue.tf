module "jobs" {
  source = "../../queue"

  name               = "app-dev-jobs"
  visibility_timeout = 300
}

# The web application sends jobs; a worker would need `read`.
module "web_role" {
  source = "../../task_role"

  name       = "app-dev-web-jobs"
  statements = module.jobs.statements.write
}
