# Merges environment, secrets and log configuration into the container definitions.

data "aws_region" "current" {}

locals {
  containers     = jsondecode(var.container_definitions)
  has_log_group  = var.log_group != null || var.log_group_name != null
  main_container = coalesce(var.main_container, local.containers[0].name)
  ports          = { for container in local.containers : container.name => [for mapping in try(container.portMappings, []) : mapping.containerPort] }
  port_names     = flatten([for container in local.containers : [for mapping in try(container.portMappings, []) : mapping.name if can(mapping.name)]])

  container_definitions = jsonencode([
    for container in concat(local.containers, values(local.sidecars)) : merge(
      # The defaults of ECS. Without them, each plan would show a change.
      { essential = true, mountPoints = [], portMappings = [], systemControls = [], volumesFrom = [] },
      container,
      # A map, so that a variable that is set twice occurs once.
      {
        environment = [
          for name, value in merge(
            { for variable in try(container.environment, []) : variable.name => variable.value },
            container.name == local.main_container ? var.environment : {},
          ) : { name = name, value = value }
        ]
        secrets = [
          for name, arn in merge(
            { for secret in try(container.secrets, []) : secret.name => secret.valueFrom },
            container.name == local.main_container ? var.secrets : {},
          ) : { name = name, valueFrom = arn }
        ]
      },
      {
        for key, value in {
          # As JSON, because the two have different types.
          logConfiguration = jsondecode(var.firelens != null && container.name != "log_router" ? jsonencode(local.awsfirelens) : jsonencode(local.awslogs))
        } : key => value if(local.has_log_group || var.firelens != null && container.name != "log_router") && !can(container.logConfiguration.logDriver)
      },
    )
  ])
}
