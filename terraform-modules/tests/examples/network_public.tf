module "network" {
  source = "../../network/public"

  project             = "app"
  env_label           = "dev"
  vpc_id              = "vpc-0123456789abcdef0"
  ssl_certificate_arn = module.certificate.arn
  hosted_zone         = "example.com"
  domain_name         = "app.example.com"

  # For the second service, below network/route.
  additional_domain_names = ["api.example.com"]
}
