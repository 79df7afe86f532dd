# A second service on the load balancer of network/public, with its own domain name.
module "api_route" {
  source = "../../network/route"

  name           = "app-dev-api"
  listener_arn   = module.network.listener_arn
  vpc_id         = "vpc-0123456789abcdef0"
  hosts          = ["api.example.com"]
  priority       = 10
  container_port = 8080
}

module "api" {
  source = "../../services/load_balanced"

  name                            = "app-dev-api"
  cluster_name                    = module.cluster.name
  vpc_id                          = "vpc-0123456789abcdef0"
  execution_role_arn              = module.execution_role.arn
  log_group_name                  = module.cluster.log_group_name
  load_balancer_security_group_id = module.network.security_group_id
  target_group_arn                = module.api_route.target_group_arn
  load_balancer_container_name    = "api"
  load_balancer_container_port    = 8080

  container_definitions = jsonencode([{
    name         = "api"
    image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1.0.1"
    portMappings = [{ containerPort = 8080 }]
  }])
}
