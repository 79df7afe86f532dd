# A task definition for one-off tasks, with a security group for them. It starts no task: use `deploy fargate`, the API or a
# schedule. For services, use services/*.
