module "web_alarms" {
  source = "../../alarms"

  name                = "app-dev-web"
  cluster_name        = module.cluster.name
  service_name        = module.web.service_name
  request_count_label = module.network.request_count_label
  alarms              = ["cpu", "memory", "unhealthy_targets", "errors"]
  thresholds          = { cpu = 90, errors = 20 }
  emails              = ["team@example.com"]
}
