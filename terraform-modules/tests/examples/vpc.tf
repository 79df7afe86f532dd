module "vpc" {
  source = "../../vpc"

  name                = "app-dev"
  cidr_block          = "10.20.0.0/16"
  zone_count          = 3
  nat                 = "one"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs"]
}
