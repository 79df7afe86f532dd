# The service for autoscaling: as the one for a fixed number of tasks, but changes of desired_count are ignored.

resource "aws_ecs_service" "autoscaled" {
  count = var.autoscaling == null ? 0 : 1

  name                   = var.name
  cluster                = var.cluster_name
  task_definition        = aws_ecs_task_definition.main.arn
  desired_count          = var.daemon ? null : var.desired_count
  platform_version       = var.launch_type == "FARGATE" ? var.platform_version : null
  enable_execute_command = var.enable_execute_command
  tags                   = var.tags

  availability_zone_rebalancing = var.availability_zone_rebalancing ? "ENABLED" : "DISABLED"

  # Tasks get the tags of the service, for cost allocation.
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  # deploy follows the rollout. If Terraform waited, a rollout that takes too long would taint the service, and the next apply
  # would destroy it; a rollout that is rolled back would count as applied.
  wait_for_steady_state = false

  scheduling_strategy = var.daemon ? "DAEMON" : "REPLICA"

  # With a strategy, launch_type must be null. Without a forced deployment, a changed strategy would recreate the service.
  launch_type          = local.on_demand ? var.launch_type : null
  force_new_deployment = !local.on_demand

  deployment_minimum_healthy_percent = var.minimum_healthy_percent
  deployment_maximum_percent         = var.maximum_percent
  health_check_grace_period_seconds  = length(local.access.target_groups) > 0 ? local.access.health_check_grace_period : null

  deployment_circuit_breaker {
    enable   = var.circuit_breaker.enable
    rollback = var.circuit_breaker.rollback
  }

  dynamic "alarms" {
    for_each = var.deployment_alarms[*]

    content {
      enable      = true
      rollback    = alarms.value.rollback
      alarm_names = alarms.value.names
    }
  }

  # Other network modes are those of the instance.
  dynamic "network_configuration" {
    for_each = var.network_mode == "awsvpc" ? [local.subnet_ids] : []

    content {
      subnets          = network_configuration.value
      security_groups  = compact([aws_security_group.main.id, local.access.security_group_id])
      assign_public_ip = var.assign_public_ip
    }
  }

  dynamic "ordered_placement_strategy" {
    for_each = var.placement_strategies

    content {
      type  = ordered_placement_strategy.value.type
      field = ordered_placement_strategy.value.field
    }
  }

  dynamic "placement_constraints" {
    for_each = var.placement_constraints

    content {
      type       = placement_constraints.value.type
      expression = placement_constraints.value.expression
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.capacity_provider_strategy

    content {
      capacity_provider = capacity_provider_strategy.value.capacity_provider
      weight            = capacity_provider_strategy.value.weight
      base              = capacity_provider_strategy.value.base
    }
  }

  dynamic "load_balancer" {
    for_each = local.access.target_groups

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
    }
  }

  dynamic "service_registries" {
    for_each = local.access.service_registry_arns

    content {
      registry_arn = service_registries.value
    }
  }

  dynamic "service_connect_configuration" {
    for_each = var.service_connect[*]

    content {
      enabled   = true
      namespace = service_connect_configuration.value.namespace

      dynamic "log_configuration" {
        for_each = local.has_log_group ? [local.log_group_name] : []

        content {
          log_driver = "awslogs"
          options = {
            "awslogs-group"         = log_configuration.value
            "awslogs-region"        = data.aws_region.current.name
            "awslogs-stream-prefix" = "${var.name}-service-connect"
          }
        }
      }

      dynamic "service" {
        for_each = service_connect_configuration.value.services

        content {
          port_name             = service.key
          discovery_name        = coalesce(service.value.discovery_name, service.key)
          ingress_port_override = service.value.ingress_port_override

          client_alias {
            port     = service.value.port
            dns_name = coalesce(service.value.dns_name, service.value.discovery_name, service.key)
          }

          dynamic "timeout" {
            for_each = service.value.idle_timeout == null && service.value.request_timeout == null ? [] : [service.value]

            content {
              idle_timeout_seconds        = timeout.value.idle_timeout
              per_request_timeout_seconds = timeout.value.request_timeout
            }
          }
        }
      }
    }
  }

  # Tasks that start before the rules exist have no network access and fail.
  depends_on = [aws_vpc_security_group_egress_rule.all, aws_vpc_security_group_ingress_rule.named]

  lifecycle {
    ignore_changes = [desired_count]
  }
}
