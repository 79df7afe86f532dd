# Every module with every option.

module "cluster" {
  source = "../../../terraform-modules/cluster"

  name               = local.name
  container_insights = "enhanced"
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  log_group_name     = "/complete/${var.env_label}"
  log_retention_days = 365
  log_kms_key_arn    = aws_kms_key.main.arn
  namespace          = "${var.env_label}.complete.internal"
  vpc_id             = data.aws_vpc.main.id
  tags               = local.tags
}

module "repositories" {
  source = "../../../terraform-modules/repositories"

  names          = ["complete/app", "complete/nginx"]
  throwaway_tags = { "pr-*" = 20 }
  untagged_days  = 7
  kms_key_arn    = aws_kms_key.main.arn
  force_delete   = true
  tags           = local.tags
}

module "certificate" {
  source = "../../../terraform-modules/certificate"

  domain_name             = "complete.example.com"
  additional_domain_names = ["api.complete.example.com"]
  hosted_zone             = "example.com"
  tags                    = local.tags
}

module "execution_role" {
  source = "../../../terraform-modules/execution_role"

  role_name          = "${local.name}-execution"
  policy_arn         = aws_iam_policy.custom.arn
  ssm_parameter_arns = ["arn:aws:ssm:${var.region}:${data.aws_caller_identity.current.account_id}:parameter/complete/*"]
  secret_arns        = [aws_secretsmanager_secret.main.arn]
  kms_key_arns       = [aws_kms_key.main.arn]
  tags               = local.tags
}

module "network" {
  source = "../../../terraform-modules/network/public"

  project                 = var.project
  env_label               = var.env_label
  short_project_label     = "compl"
  vpc_id                  = data.aws_vpc.main.id
  ssl_certificate_arn     = module.certificate.arn
  ssl_policy              = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  hosted_zone             = "example.com"
  domain_name             = "complete.example.com"
  additional_domain_names = ["api.complete.example.com"]
  allowed_cidrs           = ["203.0.113.0/24", "198.51.100.0/24"]
  idle_timeout            = 120
  container_port          = 80
  health_check_path       = "/up"
  health_check            = { matcher = "200-299", interval = 10, timeout = 4, healthy_threshold = 3, unhealthy_threshold = 4 }
  deregistration_delay    = 5
  tags                    = local.tags
}

# The second service on the same load balancer.
module "api_route" {
  source = "../../../terraform-modules/network/route"

  name           = "${local.name}-api"
  listener_arn   = module.network.listener_arn
  vpc_id         = data.aws_vpc.main.id
  hosts          = ["api.complete.example.com"]
  paths          = ["/v1/*", "/v2/*"]
  priority       = 10
  container_port = 8080
  tags           = local.tags
}
