# A service behind a load balancer: services/generic, registered in a target group and open to the load balancer only.

module "service" {
  source = "../generic"

  name                       = var.name
  vpc_id                     = var.vpc_id
  container_definitions      = var.container_definitions
  main_container             = var.main_container
  environment                = var.environment
  secrets                    = var.secrets
  log_group_name             = var.log_group_name
  cpu                        = var.cpu
  memory                     = var.memory
  ephemeral_storage          = var.ephemeral_storage
  volumes                    = var.volumes
  architecture               = var.architecture
  execution_role_arn         = var.execution_role_arn
  role_arn                   = var.role_arn
  subnet_ids                 = var.subnet_ids
  subnet_tags                = var.subnet_tags
  tags                       = var.tags
  cluster_name               = var.cluster_name
  desired_count              = var.desired_count
  assign_public_ip           = var.assign_public_ip
  platform_version           = var.platform_version
  minimum_healthy_percent    = var.minimum_healthy_percent
  maximum_percent            = var.maximum_percent
  circuit_breaker            = var.circuit_breaker
  enable_execute_command     = var.enable_execute_command
  capacity_provider_strategy = var.capacity_provider_strategy
  autoscaling                = var.autoscaling
  request_count_label        = var.request_count_label
  health_check_grace_period  = var.health_check_grace_period

  target_groups = [{
    target_group_arn = var.target_group_arn
    container_name   = var.load_balancer_container_name
    container_port   = var.load_balancer_container_port
  }]

  ingress = merge(var.ingress, {
    "load balancer" = {
      security_group_id = var.security_group_id
      port              = var.load_balancer_container_port
    }
  })
}
