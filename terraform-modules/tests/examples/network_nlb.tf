module "broker_network" {
  source = "../../network/nlb"

  name        = "app-dev-broker"
  vpc_id      = "vpc-0123456789abcdef0"
  internal    = true
  subnet_tags = { Tier = "private" }
  sources     = { vpc = { cidr_ipv4 = "10.20.0.0/16" } }

  listeners = {
    mqtt = { port = 8883, protocol = "TLS", target_port = 1883, certificate_arn = module.certificate.arn }
    dns  = { port = 53, protocol = "UDP", health_check = { protocol = "HTTP", port = "8080" } }
  }
}
