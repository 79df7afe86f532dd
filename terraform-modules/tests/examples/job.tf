module "job" {
  source = "../../job"

  name               = "app-dev-job"
  vpc_id             = "vpc-0123456789abcdef0"
  execution_role_arn = module.execution_role.arn
  log_group_name     = module.cluster.log_group_name

  container_definitions = jsonencode([{
    name    = "app"
    image   = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1"
    command = ["./manage.py", "migrate"]
  }])
}
