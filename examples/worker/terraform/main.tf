locals {
  name  = "${var.project}-${var.env_label}"
  image = "${var.registry}/worker:${var.app_tag}"
}

# The default VPC. Its subnets are public.
data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }

  filter {
    name   = "default-for-az"
    values = ["true"]
  }
}

module "cluster" {
  source = "../../../terraform-modules/cluster"

  name = local.name

  # The worker uses on-demand Fargate, which needs no capacity provider.
  capacity_providers = []
}

module "execution_role" {
  source = "../../../terraform-modules/execution_role"

  role_name = "${local.name}-execution"
}

module "worker" {
  source = "../../../terraform-modules/services/generic"

  name               = "${local.name}-worker"
  cluster_name       = module.cluster.name
  vpc_id             = data.aws_vpc.default.id
  subnet_ids         = data.aws_subnets.default.ids
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  desired_count      = var.desired_count
  environment        = { WORKER_INTERVAL = "10" }

  # In a public subnet, a task needs a public address to pull its image.
  assign_public_ip = true

  container_definitions = jsonencode([{
    name  = "worker"
    image = local.image
  }])
}

# The task definition for `deploy fargate`: the same image with another command.
module "job" {
  source = "../../../terraform-modules/job"

  name               = "${local.name}-job"
  vpc_id             = data.aws_vpc.default.id
  subnet_ids         = data.aws_subnets.default.ids
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name

  container_definitions = jsonencode([{
    name    = "app"
    image   = local.image
    command = ["sh", "/app/job.sh"]
  }])
}
