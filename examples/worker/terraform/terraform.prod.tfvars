env_label     = "prod"
desired_count = 2
