env_label           = "prod"
domain_name         = "bridge.example.com"
web_count           = 2
web_autoscaling     = { minimum = 2, maximum = 10, cpu = 60, requests_per_target = 1000 }
worker_count        = 2
deletion_protection = true
