# Alarms and scheduled tasks.

locals {
  # Without a revision, so that a new tag does not change what starts the task: it runs the newest revision.
  job_arn = "arn:aws:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:task-definition/${module.job.family}"
}

module "api_alarms" {
  source = "../../../terraform-modules/alarms"

  name                = "${local.name}-api"
  cluster_name        = module.cluster.name
  service_name        = "${local.name}-api"
  alarms              = ["cpu", "memory", "running_tasks", "unhealthy_targets", "errors", "response_time"]
  request_count_label = module.api_route.request_count_label
  composite           = false
  emails              = ["team@example.com"]
  topic_kms_key_arn   = aws_kms_key.main.arn
  tags                = local.tags
}

module "nightly" {
  source = "../../../terraform-modules/schedule"

  name                = "${local.name}-nightly"
  schedule_expression = "cron(0 3 * * ? *)"
  time_zone           = "Europe/Berlin"
  flexible_minutes    = 15
  cluster_arn         = module.cluster.arn
  task_definition_arn = local.job_arn
  pass_role_arns      = [module.execution_role.arn]
  subnet_ids          = module.job.subnet_ids
  security_group_ids  = [module.job.security_group_id]
  container_overrides = { app = { command = ["./manage.py", "clearsessions"] } }
  tags                = local.tags
}

module "on_upload" {
  source = "../../../terraform-modules/schedule"

  name                = "${local.name}-on-upload"
  event_pattern       = jsonencode({ source = ["aws.s3"], detail = { bucket = { name = [module.uploads.name] } } })
  cluster_arn         = module.cluster.arn
  task_definition_arn = local.job_arn
  pass_role_arns      = [module.execution_role.arn]
  subnet_ids          = module.job.subnet_ids
  security_group_ids  = [module.job.security_group_id]
  tags                = local.tags
}
