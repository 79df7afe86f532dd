# The container definitions as given, with environment, secrets and logs merged in.

data "aws_region" "current" {}

locals {
  containers      = jsondecode(var.container_definitions)
  container_names = [for container in local.containers : container.name]
  main_container  = coalesce(var.main_container, local.container_names[0])

  # What ECS fills in by itself: written down, it is no change in every plan.
  container_defaults = { essential = true, mountPoints = [], portMappings = [], systemControls = [], volumesFrom = [] }

  # By name, so that a variable given twice is there once.
  environment = {
    for container in local.containers : container.name => merge(
      { for variable in try(container.environment, []) : variable.name => variable.value },
      container.name == local.main_container ? var.environment : {},
    )
  }
  secrets = {
    for container in local.containers : container.name => merge(
      { for secret in try(container.secrets, []) : secret.name => secret.valueFrom },
      container.name == local.main_container ? var.secrets : {},
    )
  }

  log_configuration = {
    for container in local.containers : container.name => {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = var.log_group_name
        "awslogs-region"        = data.aws_region.current.name
        "awslogs-stream-prefix" = var.name
      }
    } if var.log_group_name != null && !can(container.logConfiguration.logDriver)
  }

  container_definitions = jsonencode([
    for container in local.containers : merge(
      local.container_defaults,
      container,
      { environment = [for name, value in local.environment[container.name] : { name = name, value = value }] },
      { secrets = [for name, arn in local.secrets[container.name] : { name = name, valueFrom = arn }] },
      { for name, value in local.log_configuration : "logConfiguration" => value if name == container.name },
    )
  ])
}
