module "web" {
  source = "../../services/load_balanced"

  name                            = "app-dev-web"
  cluster_name                    = module.cluster.name
  vpc_id                          = "vpc-0123456789abcdef0"
  execution_role_arn              = module.execution_role.arn
  log_group_name                  = module.cluster.log_group_name
  load_balancer_security_group_id = module.network.security_group_id
  target_group_arn                = module.network.target_group_arn
  request_count_label             = module.network.request_count_label
  main_container                  = "app"
  environment                     = { BROKER = "rabbit.dev.internal" }
  secrets                         = { DATABASE_URL = "arn:aws:ssm:us-east-1:123456789012:parameter/app/dev/database-url" }
  autoscaling                     = { minimum = 2, maximum = 10, cpu = 60, requests_per_target = 1000 }

  container_definitions = jsonencode([
    {
      name         = "nginx"
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/nginx:1.0.1"
      portMappings = [{ containerPort = 80 }]
    },
    {
      name  = "app"
      image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1"
    },
  ])
}
