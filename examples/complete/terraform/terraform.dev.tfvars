env_label = "dev"
