module "worker" {
  source = "../../services/generic"

  name               = "app-dev-worker"
  cluster_name       = module.cluster.name
  vpc_id             = "vpc-0123456789abcdef0"
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name
  desired_count      = 2

  # Fargate Spot is cheaper and can be interrupted.
  capacity_provider_strategy = [
    { capacity_provider = "FARGATE", weight = 1, base = 1 },
    { capacity_provider = "FARGATE_SPOT", weight = 3 },
  ]

  container_definitions = jsonencode([{
    name    = "worker"
    image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1"
    command = ["./work.sh"]
  }])
}
