# Many modules with many options.

module "vpc" {
  source = "../../../terraform-modules/vpc"

  name                = local.name
  cidr_block          = "10.50.0.0/16"
  zone_count          = 3
  nat                 = "none"
  storage_subnets     = true
  gateway_endpoints   = ["s3", "dynamodb"]
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs"]
  flow_logs           = { traffic = "REJECT", retention_days = 365, kms_key_arn = aws_kms_key.main.arn }
  tags                = local.tags
}

module "cluster" {
  source = "../../../terraform-modules/cluster"

  name               = local.name
  container_insights = "enhanced"
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  log_group_name     = "/complete/${var.env_label}"
  log_retention_days = 365
  log_kms_key_arn    = aws_kms_key.main.arn
  namespace          = "${var.env_label}.complete.internal"
  vpc_id             = module.vpc.vpc_id
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

module "program_role" {
  source = "../../../terraform-modules/task_role"

  name                   = "${local.name}-program"
  enable_execute_command = true
  xray                   = true
  cloudwatch_agent       = true
  managed_policy_arns    = { custom = aws_iam_policy.custom.arn }
  tags                   = local.tags

  statements = concat(
    module.uploads.statements.use,
    module.orders.statements.read,
    module.events.statements.write,
    [{ effect = "Deny", actions = ["s3:*"], resources = ["*"], conditions = [{ test = "Bool", variable = "aws:SecureTransport", values = ["false"] }] }],
  )
}

module "network" {
  source = "../../../terraform-modules/network/public"

  project                 = var.project
  env_label               = var.env_label
  short_project_label     = "compl"
  vpc_id                  = module.vpc.vpc_id
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
  default_response        = { status_code = 404, content_type = "application/json", body = "{}" }
  tags                    = local.tags
}

# The second service on the same load balancer.
module "api_route" {
  source = "../../../terraform-modules/network/route"

  name           = "${local.name}-api"
  listener_arn   = module.network.listener_arn
  vpc_id         = module.vpc.vpc_id
  hosts          = ["api.complete.example.com"]
  paths          = ["/v1/*", "/v2/*"]
  priority       = 10
  headers        = { X-Version = ["2"] }
  container_port = 8080
  tags           = local.tags
}

# The port of the administration, in front of the same service.
module "admin_listener" {
  source = "../../../terraform-modules/network/listener"

  load_balancer_arn = module.network.load_balancer_arn
  port              = 8443
  certificate_arn   = module.certificate.arn
  tags              = local.tags

  rules = {
    old    = { priority = 10, hosts = ["old.example.com"], redirect = { host = "complete.example.com", permanent = false } }
    closed = { priority = 20, paths = ["/internal/*"], response = { status_code = 403 } }
  }
}

module "admin_route" {
  source = "../../../terraform-modules/network/route"

  name             = "${local.name}-admin"
  listener_arn     = module.admin_listener.arn
  vpc_id           = module.vpc.vpc_id
  methods          = ["GET"]
  source_ips       = ["203.0.113.0/24"]
  container_port   = 8080
  health_check     = { port = "8081", protocol = "HTTP" }
  alternate_weight = 10
  tags             = local.tags

  authentication = {
    cognito = {
      user_pool_arn = "arn:aws:cognito-idp:${var.region}:${data.aws_caller_identity.current.account_id}:userpool/${var.region}_Complete1"
      client_id     = "complete"
      domain        = "complete"
    }
    on_unauthenticated_request = "deny"
  }
}

module "broker_network" {
  source = "../../../terraform-modules/network/nlb"

  name       = "${local.name}-broker"
  vpc_id     = module.vpc.vpc_id
  subnet_ids = module.vpc.private_subnet_ids
  internal   = true
  sources    = { vpc = { cidr_ipv4 = module.vpc.cidr_block } }
  tags       = local.tags

  listeners = {
    amqp = { port = 5672, health_check = { protocol = "HTTP", port = "15692", path = "/metrics" } }
    dns  = { port = 53, protocol = "TCP_UDP" }
  }
}
