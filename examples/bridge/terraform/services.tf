module "web" {
  source = "../../../terraform-modules/services/load_balanced"

  name                            = "${local.name}-web"
  cluster_name                    = module.cluster.name
  vpc_id                          = data.aws_vpc.main.id
  subnet_ids                      = data.aws_subnets.main["private"].ids
  execution_role_arn              = module.execution_role.arn
  log_group_name                  = module.cluster.log_group_name
  load_balancer_security_group_id = module.network.security_group_id
  target_group_arn                = module.network.target_group_arn
  request_count_label             = module.network.request_count_label
  desired_count                   = var.web_count
  autoscaling                     = var.web_autoscaling
  main_container                  = "app"
  environment                     = local.environment
  secrets                         = local.secrets

  container_definitions = jsonencode([
    {
      name         = "nginx"
      image        = local.image["nginx"]
      portMappings = [{ containerPort = 80 }]
      dependsOn    = [{ containerName = "app", condition = "START" }]
    },
    {
      name  = "app"
      image = local.image["app"]
    },
  ])
}

module "worker" {
  source = "../../../terraform-modules/services/generic"

  name               = "${local.name}-worker"
  cluster_name       = module.cluster.name
  vpc_id             = data.aws_vpc.main.id
  subnet_ids         = data.aws_subnets.main["private"].ids
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  desired_count      = var.worker_count
  environment        = local.environment
  secrets            = local.secrets

  container_definitions = jsonencode([{
    name    = "worker"
    image   = local.image["app"]
    command = ["python", "worker.py"]
  }])
}

module "rabbit" {
  source = "../../../terraform-modules/services/discoverable"

  name                           = "${local.name}-rabbit"
  cluster_name                   = module.cluster.name
  vpc_id                         = data.aws_vpc.main.id
  subnet_ids                     = data.aws_subnets.main["private"].ids
  execution_role_arn             = module.execution_role.arn
  log_group_name                 = module.cluster.log_group_name
  service_discovery_namespace_id = module.cluster.namespace_id
  service_label                  = "rabbit"
  memory                         = 1024

  # Never two brokers at once: the old one stops before the new one starts.
  minimum_healthy_percent = 0
  maximum_percent         = 100

  ingress = {
    web    = { security_group_id = module.web.security_group_id, port = 5672 }
    worker = { security_group_id = module.worker.security_group_id, port = 5672 }
  }

  container_definitions = jsonencode([{
    name         = "rabbit"
    image        = "public.ecr.aws/docker/library/rabbitmq:4"
    portMappings = [{ containerPort = 5672 }]
  }])
}
