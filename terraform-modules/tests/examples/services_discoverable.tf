module "rabbit" {
  source = "../../services/discoverable"

  name                           = "app-dev-rabbit"
  cluster_name                   = module.cluster.name
  vpc_id                         = "vpc-0123456789abcdef0"
  execution_role_arn             = module.execution_role.arn
  log_group_name                 = module.cluster.log_group_name
  service_discovery_namespace_id = module.cluster.namespace_id
  service_label                  = "rabbit"

  # The DNS name is rabbit.dev.internal. Only these services can connect.
  ingress = {
    web    = { security_group_id = module.web.security_group_id, port = 5672 }
    worker = { security_group_id = module.worker.security_group_id, port = 5672 }
  }

  container_definitions = jsonencode([{
    name         = "rabbit"
    image        = "rabbitmq:4"
    portMappings = [{ containerPort = 5672 }]
  }])
}
