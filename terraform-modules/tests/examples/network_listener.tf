# HTTP on port 8080, for which the security group of the load balancer needs a rule.
module "old_names" {
  source = "../../network/listener"

  load_balancer_arn = module.internal_network.load_balancer_arn
  protocol          = "HTTP"
  port              = 8080
  default_redirect  = {}

  rules = {
    old_name = { priority = 10, hosts = ["old.example.com"], redirect = { host = "inside.example.com" } }
    closed   = { priority = 20, paths = ["/admin/*"], response = { status_code = 404 } }
  }
}
