module "web" {
  source = "../../../terraform-modules/services/load_balanced"

  name                            = "${local.name}-web"
  cluster_name                    = module.cluster.name
  vpc_id                          = module.vpc.vpc_id
  execution_role_arn              = module.execution_role.arn
  role_arn                        = module.program_role.arn
  log_group_name                  = module.cluster.log_group_name
  load_balancer_security_group_id = module.network.security_group_id
  target_group_arn                = module.network.target_group_arn
  request_count_label             = module.network.request_count_label
  health_check_grace_period       = 30
  main_container                  = "app"
  environment                     = { MODE = "web" }
  secrets                         = { PASSWORD = "${aws_secretsmanager_secret.main.arn}:password::" }
  cpu                             = 1024
  memory                          = 3072
  ephemeral_storage               = 50
  volumes                         = ["static"]
  architecture                    = "ARM64"
  desired_count                   = 2
  minimum_healthy_percent         = 50
  maximum_percent                 = 150
  platform_version                = "1.4.0"
  circuit_breaker                 = { enable = true, rollback = true }
  enable_execute_command          = true
  tags                            = local.tags

  autoscaling = {
    minimum             = 2
    maximum             = 10
    cpu                 = 60
    memory              = 70
    requests_per_target = 1000
    scale_in_cooldown   = 120
    scale_out_cooldown  = 30
  }

  container_definitions = jsonencode([
    {
      name         = "nginx"
      image        = "${var.registry}/complete/nginx:${var.app_tag}"
      portMappings = [{ containerPort = 80 }]
      mountPoints  = [{ sourceVolume = "static", containerPath = "/static", readOnly = true }]
    },
    {
      name        = "app"
      image       = "${var.registry}/complete/app:${var.app_tag}"
      mountPoints = [{ sourceVolume = "static", containerPath = "/static" }]
    },
  ])
}

module "api" {
  source = "../../../terraform-modules/services/load_balanced"

  name                            = "${local.name}-api"
  cluster_name                    = module.cluster.name
  vpc_id                          = module.vpc.vpc_id
  execution_role_arn              = module.execution_role.arn
  log_group_name                  = module.cluster.log_group_name
  load_balancer_security_group_id = module.network.security_group_id
  target_group_arn                = module.api_route.target_group_arn
  load_balancer_container_name    = "api"
  load_balancer_container_port    = 8080
  additional_target_groups        = [{ target_group_arn = module.admin_route.target_group_arn, container_name = "api", container_port = 8080 }]
  role_arn                        = module.program_role.arn
  xray                            = true
  cloudwatch_agent                = true
  memory                          = 1024
  availability_zone_rebalancing   = true
  deployment_alarms               = { names = ["${local.name}-api-errors"] }
  service_connect                 = { namespace = module.cluster.namespace_name, services = { http = { port = 80, dns_name = "api" } } }
  ingress = {
    office = { cidr_ipv4 = "203.0.113.0/24", port = 8080, to_port = 8081 }
    gossip = { self = true, port = 7946, protocol = "udp" }
  }
  capacity_provider_strategy = [
    { capacity_provider = "FARGATE", weight = 1, base = 1 },
    { capacity_provider = "FARGATE_SPOT", weight = 3 },
  ]
  tags = local.tags

  container_definitions = jsonencode([{
    name         = "api"
    image        = "${var.registry}/complete/app:${var.app_tag}"
    portMappings = [{ name = "http", containerPort = 8080 }]
  }])
}

module "broker" {
  source = "../../../terraform-modules/services/discoverable"

  name                           = "${local.name}-broker"
  cluster_name                   = module.cluster.name
  vpc_id                         = module.vpc.vpc_id
  execution_role_arn             = module.execution_role.arn
  log_group                      = { retention_days = 365, kms_key_arn = aws_kms_key.main.arn }
  service_discovery_namespace_id = module.cluster.namespace_id
  service_label                  = "broker"
  ingress                        = { web = { security_group_id = module.web.security_group_id, port = 5672 }, balancer = { security_group_id = module.broker_network.security_group_id, port = 5672 } }
  tags                           = local.tags

  container_definitions = jsonencode([{
    name  = "broker"
    image = "public.ecr.aws/docker/library/rabbitmq:4"
  }])
}

module "worker" {
  source = "../../../terraform-modules/services/generic"

  name               = "${local.name}-worker"
  cluster_name       = module.cluster.name
  vpc_id             = module.vpc.vpc_id
  subnet_tags        = { Tier = "public" }
  assign_public_ip   = true
  security_group_id  = module.api.security_group_id
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  desired_count      = 1

  autoscaling = {
    minimum          = 1
    maximum          = 4
    cpu              = 75
    disable_scale_in = true
    queue            = { name = "${local.name}-jobs", messages_per_task = 100 }
    schedule         = { morning = { schedule = "cron(0 8 * * ? *)", time_zone = "Europe/Berlin", minimum = 2 } }
    steps            = { out = { adjustments = [{ from = 0, change = 1 }] } }
  }

  role_arn        = module.program_role.arn
  efs_volumes     = { shared = { file_system_id = aws_efs_file_system.shared.id } }
  service_connect = { namespace = module.cluster.namespace_name }
  firelens        = { options = { Name = "stdout" } }
  tags            = local.tags

  container_definitions = jsonencode([{
    name  = "worker"
    image = "${var.registry}/complete/app:${var.app_tag}"
  }])
}

module "job" {
  source = "../../../terraform-modules/job"

  name               = "${local.name}-job"
  vpc_id             = module.vpc.vpc_id
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  tags               = local.tags

  container_definitions = jsonencode([{
    name  = "app"
    image = "${var.registry}/complete/app:${var.app_tag}"
  }])
}
