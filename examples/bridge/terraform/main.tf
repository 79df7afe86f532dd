data "aws_caller_identity" "current" {}

locals {
  name       = "${var.project}-${var.env_label}"
  image      = { for name in ["app", "nginx"] : name => "${var.registry}/${name}:${var.app_tag}" }
  parameters = "arn:aws:ssm:${var.region}:${data.aws_caller_identity.current.account_id}:parameter/${var.project}/${var.env_label}"

  # The values are set by hand, so that they are in no file and in no state.
  secrets = { for name in ["SECRET_KEY", "DATABASE_URL"] : name => "${local.parameters}/${name}" }

  environment = {
    ENVIRONMENT = var.env_label
    BROKER_HOST = "rabbit.${module.cluster.namespace_name}"
  }
}

module "cluster" {
  source = "../../../terraform-modules/cluster"

  name      = local.name
  namespace = "${local.name}.internal"
  vpc_id    = data.aws_vpc.main.id
}

module "execution_role" {
  source = "../../../terraform-modules/execution_role"

  role_name          = "${local.name}-execution"
  ssm_parameter_arns = values(local.secrets)
}

# The task definition for `deploy fargate -- python manage.py migrate`.
module "job" {
  source = "../../../terraform-modules/job"

  name               = "${local.name}-job"
  vpc_id             = data.aws_vpc.main.id
  subnet_ids         = data.aws_subnets.main["private"].ids
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  environment        = local.environment
  secrets            = local.secrets

  container_definitions = jsonencode([{
    name    = "app"
    image   = local.image["app"]
    command = ["python", "manage.py", "migrate"]
  }])
}
