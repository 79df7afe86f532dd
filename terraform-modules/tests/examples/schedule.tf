module "nightly_job" {
  source = "../../schedule"

  name                = "app-dev-nightly"
  schedule_expression = "cron(0 3 * * ? *)"
  time_zone           = "Europe/Berlin"
  cluster_arn         = module.cluster.arn
  task_definition_arn = module.job.task_definition_arn
  pass_role_arns      = [module.execution_role.arn]
  subnet_ids          = module.job.subnet_ids
  security_group_ids  = [module.job.security_group_id]
  container_overrides = { app = { command = ["./manage.py", "clearsessions"] } }
}
