# network/base, and the security group that opens it: 80 and 443 and nothing else.

locals {
  name = "${var.project}-${var.env_label}-load-balancer"
  doors = {
    for door in setproduct([80, 443], var.allowed_cidrs) : "${door[0]} ${door[1]}" => { port = door[0], cidr = door[1] }
  }
}

resource "aws_security_group" "main" {
  name        = local.name
  description = "Load balancer of ${var.project} ${var.env_label}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.name })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  for_each = local.doors

  security_group_id = aws_security_group.main.id
  description       = each.value.port == 80 ? "HTTP, which is redirected" : "HTTPS"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.main.id
  description       = "Tasks, wherever in the VPC they are"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}

module "base" {
  source = "../base"

  project                 = var.project
  short_project_label     = var.short_project_label
  env_label               = var.env_label
  subnet_ids              = var.subnet_ids
  subnet_tags             = var.subnet_tags
  ssl_certificate_arn     = var.ssl_certificate_arn
  ssl_policy              = var.ssl_policy
  hosted_zone             = var.hosted_zone
  domain_name             = var.domain_name
  additional_domain_names = var.additional_domain_names
  internal                = var.internal
  idle_timeout            = var.idle_timeout
  deletion_protection     = var.deletion_protection
  access_logs_bucket      = var.access_logs_bucket
  vpc_id                  = var.vpc_id
  hosts                   = var.hosts
  paths                   = var.paths
  priority                = var.priority
  container_port          = var.container_port
  health_check_path       = var.health_check_path
  health_check            = var.health_check
  deregistration_delay    = var.deregistration_delay
  tags                    = var.tags
  security_group_id       = aws_security_group.main.id
}
