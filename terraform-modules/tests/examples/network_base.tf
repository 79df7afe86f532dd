# Internal, for clients with the security group "clients".
resource "aws_security_group" "balancer" {
  name        = "app-dev-internal-balancer"
  description = "Internal load balancer"
  vpc_id      = "vpc-0123456789abcdef0"
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.balancer.id
  description                  = "Clients"
  referenced_security_group_id = "sg-0123456789abcdef0"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.balancer.id
  description       = "Tasks"
  ip_protocol       = "-1"
  cidr_ipv4         = "10.0.0.0/16"
}

module "internal_network" {
  source = "../../network/base"

  project             = "app-inside"
  env_label           = "dev"
  vpc_id              = "vpc-0123456789abcdef0"
  internal            = true
  subnet_tags         = { Tier = "private" }
  security_group_id   = aws_security_group.balancer.id
  ssl_certificate_arn = module.certificate.arn
  hosted_zone         = "example.com"
  domain_name         = "inside.example.com"
}
