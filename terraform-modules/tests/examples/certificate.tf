module "certificate" {
  source = "../../certificate"

  domain_name             = "example.com"
  additional_domain_names = ["app.example.com", "api.example.com", "inside.example.com"]
  hosted_zone             = "example.com"
}
