env_label    = "stage"
domain_name  = "bridge-stage.example.com"
web_count    = 2
worker_count = 1
