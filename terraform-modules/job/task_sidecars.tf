# Containers beside those of container_definitions: the X-Ray daemon, the CloudWatch agent, and the log router of FireLens.

locals {
  sidecars = {
    for name, container in {
      "xray-daemon" = {
        image                  = var.sidecar_images.xray
        readonlyRootFilesystem = true
        essential              = false
        cpu                    = 32
        memoryReservation      = 64
        portMappings           = [{ containerPort = 2000, protocol = "udp" }]
      }
      "cloudwatch-agent" = {
        image             = var.sidecar_images.cloudwatch_agent
        essential         = false
        memoryReservation = 64
        environment       = [{ name = "CW_CONFIG_CONTENT", value = var.cloudwatch_agent_config }]
      }
      # Without it, logs would be lost, so that the task stops with it.
      "log_router" = {
        image                 = var.sidecar_images.firelens
        essential             = true
        memoryReservation     = 64
        user                  = "0"
        firelensConfiguration = { type = "fluentbit", options = { "enable-ecs-log-metadata" = "true" } }
      }
    } : name => merge({ name = name }, container) if { "xray-daemon" = var.xray, "cloudwatch-agent" = var.cloudwatch_agent, "log_router" = var.firelens != null }[name]
  }

  # The log configuration of containers that have none. The log router cannot send its own log to itself.
  awslogs = {
    logDriver = "awslogs"
    options = {
      "awslogs-group"         = local.log_group_name
      "awslogs-region"        = data.aws_region.current.name
      "awslogs-stream-prefix" = var.name
    }
  }

  awsfirelens = {
    logDriver     = "awsfirelens"
    options       = try(var.firelens.options, {})
    secretOptions = [for name, arn in try(var.firelens.secret_options, {}) : { name = name, valueFrom = arn }]
  }
}
