env_label     = "dev"
desired_count = 1
