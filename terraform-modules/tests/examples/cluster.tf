module "cluster" {
  source = "../../cluster"

  name      = "app-dev"
  namespace = "dev.internal"
  vpc_id    = "vpc-0123456789abcdef0"
}
