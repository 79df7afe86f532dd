data "aws_vpc" "main" {
  tags = { Name = var.vpc_name }
}

data "aws_subnets" "main" {
  for_each = toset(["public", "private"])

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.main.id]
  }

  tags = { Tier = each.key }
}

data "aws_acm_certificate" "main" {
  domain      = var.hosted_zone
  statuses    = ["ISSUED"]
  most_recent = true
}

module "network" {
  source = "../../../terraform-modules/network/public"

  project             = var.project
  env_label           = var.env_label
  vpc_id              = data.aws_vpc.main.id
  subnet_ids          = data.aws_subnets.main["public"].ids
  ssl_certificate_arn = data.aws_acm_certificate.main.arn
  hosted_zone         = var.hosted_zone
  domain_name         = var.domain_name
  deletion_protection = var.deletion_protection
}
