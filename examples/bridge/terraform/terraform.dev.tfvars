env_label    = "dev"
domain_name  = "bridge-dev.example.com"
web_count    = 1
worker_count = 1
