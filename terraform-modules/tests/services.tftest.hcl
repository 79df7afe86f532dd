mock_provider "aws" {
  source = "./mocks"
}

variables {
  name                           = "app-dev-web"
  cluster_name                   = "app-dev"
  vpc_id                         = "vpc-1"
  execution_role_arn             = "arn:aws:iam::123456789012:role/execution"
  container_definitions          = "[{\"name\":\"nginx\",\"image\":\"nginx:1\",\"portMappings\":[{\"containerPort\":80}]}]"
  target_group_arn               = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app-dev/73e2d6bc24d8a067"
  service_discovery_namespace_id = "ns-1"
  service_label                  = "rabbit"
}

run "generic_defaults" {
  command = plan

  module {
    source = "../services/generic"
  }

  assert {
    condition     = output.service_name == "app-dev-web" && aws_ecs_service.fixed[0].cluster == "app-dev" && length(aws_ecs_service.autoscaled) == 0
    error_message = "the service has the configured name and cluster"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].launch_type == "FARGATE" && aws_ecs_service.fixed[0].platform_version == "LATEST" && aws_ecs_service.fixed[0].desired_count == 1
    error_message = "one task runs on Fargate"
  }

  assert {
    condition     = one(aws_ecs_service.fixed[0].deployment_circuit_breaker).enable && one(aws_ecs_service.fixed[0].deployment_circuit_breaker).rollback
    error_message = "a failing rollout is stopped and rolled back"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].deployment_minimum_healthy_percent == 100 && aws_ecs_service.fixed[0].deployment_maximum_percent == 200
    error_message = "a rollout loses no capacity"
  }

  assert {
    condition     = !aws_ecs_service.fixed[0].wait_for_steady_state && !aws_ecs_service.fixed[0].enable_execute_command && !aws_ecs_service.fixed[0].force_new_deployment
    error_message = "Terraform does not wait, Exec is off, nothing is forced"
  }

  assert {
    condition     = !one(aws_ecs_service.fixed[0].network_configuration).assign_public_ip && one(aws_ecs_service.fixed[0].network_configuration).subnets == toset(["subnet-tagged-a", "subnet-tagged-b"])
    error_message = "tasks are in private subnets, without a public address"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].propagate_tags == "SERVICE" && aws_ecs_service.fixed[0].enable_ecs_managed_tags
    error_message = "tasks have the service's tags"
  }

  assert {
    condition     = length(aws_ecs_service.fixed[0].load_balancer) == 0 && length(aws_ecs_service.fixed[0].service_registries) == 0 && length(aws_vpc_security_group_ingress_rule.named) == 0
    error_message = "a worker takes no requests"
  }
}

run "generic_options" {
  command = apply

  module {
    source = "../services/generic"
  }

  variables {
    security_group_id          = "sg-more"
    desired_count              = 3
    subnet_ids                 = ["subnet-given"]
    assign_public_ip           = true
    platform_version           = "1.4.0"
    minimum_healthy_percent    = 50
    maximum_percent            = 150
    circuit_breaker            = { rollback = false }
    enable_execute_command     = true
    role_arn                   = "arn:aws:iam::123456789012:role/app"
    capacity_provider_strategy = [{ capacity_provider = "FARGATE_SPOT", weight = 3 }, { capacity_provider = "FARGATE", weight = 1, base = 1 }]
    ingress                    = { web = { security_group_id = "sg-web", port = 5672 } }
    tags                       = { Team = "a" }
  }

  assert {
    condition     = aws_ecs_service.fixed[0].desired_count == 3 && aws_ecs_service.fixed[0].platform_version == "1.4.0" && aws_ecs_service.fixed[0].enable_execute_command
    error_message = "the service is as configured"
  }

  assert {
    condition     = one(aws_ecs_service.fixed[0].network_configuration).assign_public_ip && one(aws_ecs_service.fixed[0].network_configuration).subnets == toset(["subnet-given"]) && one(aws_ecs_service.fixed[0].network_configuration).security_groups == toset(["sg-own", "sg-more"])
    error_message = "the network is as configured, with the additional security group"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].deployment_minimum_healthy_percent == 50 && aws_ecs_service.fixed[0].deployment_maximum_percent == 150 && one(aws_ecs_service.fixed[0].deployment_circuit_breaker).enable && !one(aws_ecs_service.fixed[0].deployment_circuit_breaker).rollback
    error_message = "the rollout is as configured"
  }

  assert {
    condition     = length(aws_ecs_service.fixed[0].capacity_provider_strategy) == 2 && aws_ecs_service.fixed[0].force_new_deployment
    error_message = "tasks are spread, and a changed strategy is a rollout, not another service"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.named["web"].from_port == 5672 && aws_vpc_security_group_ingress_rule.named["web"].to_port == 5672 && aws_vpc_security_group_ingress_rule.named["web"].referenced_security_group_id == "sg-web" && aws_vpc_security_group_ingress_rule.named["web"].security_group_id == output.security_group_id
    error_message = "only the given service can connect"
  }

  assert {
    condition     = output.task_definition_arn == "arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev-web:7" && aws_ecs_service.fixed[0].task_definition == output.task_definition_arn
    error_message = "the output is the applied revision"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].tags.Team == "a"
    error_message = "the tags are on the service"
  }
}

run "autoscaling" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    desired_count       = 2
    request_count_label = "app/shared/1/targetgroup/app/2"
    autoscaling         = { minimum = 2, maximum = 10, cpu = 60, memory = 70, requests_per_target = 1000, scale_in_cooldown = 120 }
    tags                = { Team = "a" }
  }

  assert {
    condition     = length(aws_ecs_service.fixed) == 0 && aws_ecs_service.autoscaled[0].desired_count == 2 && output.service_name == "app-dev-web"
    error_message = "the service ignores changes of desired_count"
  }

  assert {
    condition     = aws_appautoscaling_target.main[0].min_capacity == 2 && aws_appautoscaling_target.main[0].max_capacity == 10 && aws_appautoscaling_target.main[0].resource_id == "service/app-dev/app-dev-web" && aws_appautoscaling_target.main[0].tags.Team == "a"
    error_message = "the bounds are as configured"
  }

  assert {
    condition = { for metric, policy in aws_appautoscaling_policy.main : metric => one(policy.target_tracking_scaling_policy_configuration).target_value } == {
      ECSServiceAverageCPUUtilization = 60, ECSServiceAverageMemoryUtilization = 70, ALBRequestCountPerTarget = 1000
    }
    error_message = "there is a policy for each target"
  }

  assert {
    condition     = one(one(aws_appautoscaling_policy.main["ALBRequestCountPerTarget"].target_tracking_scaling_policy_configuration).predefined_metric_specification).resource_label == "app/shared/1/targetgroup/app/2"
    error_message = "requests are counted at the load balancer"
  }

  assert {
    condition     = alltrue([for policy in aws_appautoscaling_policy.main : one(policy.target_tracking_scaling_policy_configuration).scale_in_cooldown == 120 && one(policy.target_tracking_scaling_policy_configuration).scale_out_cooldown == 60])
    error_message = "the cooldowns are as configured"
  }
}

run "autoscaling_by_queue_steps_and_schedule" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = {
      minimum          = 1
      maximum          = 20
      cpu              = 50
      disable_scale_in = true
      queue            = { name = "jobs.fifo", messages_per_task = 100 }
      schedule = {
        morning = { schedule = "cron(0 8 * * ? *)", time_zone = "Europe/Berlin", minimum = 4 }
        evening = { schedule = "cron(0 20 * * ? *)", minimum = 1, maximum = 2 }
      }
      steps = {
        out = { adjustments = [{ from = 0, to = 100, change = 1 }, { from = 100, change = 5 }] }
        in  = { adjustment_type = "PercentChangeInCapacity", cooldown = 300, adjustments = [{ to = 0, change = -10 }] }
      }
    }
  }

  assert {
    condition     = [for metric in aws_appautoscaling_policy.queue[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : metric.expression if metric.return_data] == ["messages / tasks"] && aws_appautoscaling_policy.queue[0].target_tracking_scaling_policy_configuration[0].target_value == 100
    error_message = "the target is the number of messages for each task"
  }

  assert {
    condition     = alltrue([for policy in concat(values(aws_appautoscaling_policy.main), aws_appautoscaling_policy.queue) : policy.target_tracking_scaling_policy_configuration[0].disable_scale_in])
    error_message = "the targets only add tasks"
  }

  assert {
    condition     = { for name, action in aws_appautoscaling_scheduled_action.main : name => "${action.schedule} ${action.timezone} ${action.scalable_target_action[0].min_capacity} ${try(coalesce(action.scalable_target_action[0].max_capacity), "-")}" } == { morning = "cron(0 8 * * ? *) Europe/Berlin 4 -", evening = "cron(0 20 * * ? *) UTC 1 2" }
    error_message = "the bounds change on a schedule"
  }

  assert {
    condition     = length(aws_appautoscaling_policy.steps["out"].step_scaling_policy_configuration[0].step_adjustment) == 2 && aws_appautoscaling_policy.steps["in"].step_scaling_policy_configuration[0].adjustment_type == "PercentChangeInCapacity" && one(aws_appautoscaling_policy.steps["in"].step_scaling_policy_configuration[0].step_adjustment).metric_interval_upper_bound == "0" && aws_appautoscaling_policy.steps["in"].step_scaling_policy_configuration[0].cooldown == 300
    error_message = "the steps are as configured"
  }
}

run "queue_without_tasks" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = { minimum = 0, maximum = 2, queue = { name = "jobs", messages_per_task = 100 } }
  }

  expect_failures = [var.autoscaling]
}

run "schedule_without_bounds" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = { minimum = 0, maximum = 2, schedule = { never = { schedule = "cron(0 8 * * ? *)" } } }
  }

  expect_failures = [var.autoscaling]
}

run "steps_without_adjustments" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = { minimum = 0, maximum = 2, steps = { out = { adjustments = [] } } }
  }

  expect_failures = [var.autoscaling]
}

run "instances" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type           = "EC2"
    network_mode          = "bridge"
    memory                = 300
    host_volumes          = { docker = "/var/run/docker.sock" }
    container_definitions = "[{\"name\":\"app\",\"image\":\"app:1\",\"privileged\":true,\"resourceRequirements\":[{\"type\":\"GPU\",\"value\":\"1\"}],\"logConfiguration\":{\"logDriver\":\"journald\"}}]"
    log_group_name        = "/ecs/app"
    placement_strategies  = [{ type = "spread", field = "attribute:ecs.availability-zone" }, { type = "random" }]
    placement_constraints = [{ type = "distinctInstance" }, { type = "memberOf", expression = "attribute:ecs.instance-type =~ t4g.*" }]
  }

  assert {
    condition     = aws_ecs_service.fixed[0].launch_type == "EC2" && length(aws_ecs_service.fixed[0].network_configuration) == 0 && aws_ecs_service.fixed[0].scheduling_strategy == "REPLICA" && aws_ecs_service.fixed[0].desired_count == 1
    error_message = "the service runs on instances, with their network"
  }

  assert {
    condition     = [for strategy in aws_ecs_service.fixed[0].ordered_placement_strategy : "${strategy.type} ${coalesce(strategy.field, "-")}"] == ["spread attribute:ecs.availability-zone", "random -"] && length(aws_ecs_service.fixed[0].placement_constraints) == 2
    error_message = "tasks are placed as configured"
  }

  assert {
    condition     = aws_ecs_task_definition.main.network_mode == "bridge" && aws_ecs_task_definition.main.requires_compatibilities == toset(["EC2"]) && aws_ecs_task_definition.main.memory == "300" && one(aws_ecs_task_definition.main.volume).host_path == "/var/run/docker.sock"
    error_message = "the task has a volume of the instance and a size of its own"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].privileged && jsondecode(aws_ecs_task_definition.main.container_definitions)[0].resourceRequirements[0].type == "GPU" && jsondecode(aws_ecs_task_definition.main.container_definitions)[0].logConfiguration.logDriver == "journald"
    error_message = "privileges, GPUs and log drivers are those of container_definitions"
  }
}

run "daemon" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type  = "EXTERNAL"
    network_mode = "host"
    daemon       = true
  }

  assert {
    condition     = aws_ecs_service.fixed[0].launch_type == "EXTERNAL" && aws_ecs_service.fixed[0].scheduling_strategy == "DAEMON" && aws_ecs_service.fixed[0].desired_count == null
    error_message = "each instance runs one task"
  }
}

run "own_capacity_provider" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type                = "EC2"
    capacity_provider_strategy = [{ capacity_provider = "app-dev", weight = 1 }]
  }

  assert {
    condition     = one(aws_ecs_service.fixed[0].capacity_provider_strategy).capacity_provider == "app-dev" && aws_ecs_task_definition.main.network_mode == "awsvpc"
    error_message = "the capacity provider starts instances"
  }
}

run "placement_on_fargate" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    placement_constraints = [{ type = "distinctInstance" }]
  }

  expect_failures = [output.service_name]
}

run "daemon_with_autoscaling" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type = "EC2"
    daemon      = true
    autoscaling = { minimum = 1, maximum = 2, cpu = 50 }
  }

  expect_failures = [output.service_name]
}

run "public_address_on_an_instance" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type      = "EC2"
    assign_public_ip = true
  }

  expect_failures = [output.service_name]
}

run "target_group_without_address" {
  command = plan

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "sg-balancer"
    launch_type                     = "EC2"
    network_mode                    = "bridge"
  }

  expect_failures = [output.service_name]
}

run "fargate_with_the_network_of_a_host" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    network_mode = "host"
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "own_server_with_a_network_interface" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type = "EXTERNAL"
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "ephemeral_storage_on_an_instance" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    launch_type       = "EC2"
    ephemeral_storage = 50
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "ingress_sources" {
  command = apply

  module {
    source = "../services/generic"
  }

  variables {
    ingress = {
      group  = { security_group_id = "sg-web", port = 8000, to_port = 8010 }
      office = { cidr_ipv4 = "203.0.113.0/24", port = 443 }
      six    = { cidr_ipv6 = "2001:db8::/32", port = 443 }
      prefix = { prefix_list_id = "pl-1", port = 53, protocol = "udp" }
      gossip = { self = true, port = 7946 }
    }
  }

  assert {
    condition = { for name, rule in aws_vpc_security_group_ingress_rule.named : name => "${coalesce(rule.referenced_security_group_id, rule.cidr_ipv4, rule.cidr_ipv6, rule.prefix_list_id)} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port}" } == {
      group  = "sg-web tcp 8000-8010"
      office = "203.0.113.0/24 tcp 443-443"
      six    = "2001:db8::/32 tcp 443-443"
      prefix = "pl-1 udp 53-53"
      gossip = "sg-own tcp 7946-7946"
    }
    error_message = "each rule has its source, protocol and ports"
  }
}

run "ingress_with_two_sources" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    ingress = { web = { security_group_id = "sg-web", cidr_ipv4 = "10.0.0.0/8", port = 80 } }
  }

  expect_failures = [var.ingress]
}

run "service_connect_and_alarms" {
  command = plan

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "sg-balancer"
    container_definitions           = "[{\"name\":\"nginx\",\"image\":\"nginx:1\",\"portMappings\":[{\"name\":\"http\",\"containerPort\":80},{\"name\":\"admin\",\"containerPort\":81}]}]"
    log_group_name                  = "/ecs/app"
    deployment_alarms               = { names = ["app-dev-web-errors"], rollback = false }
    availability_zone_rebalancing   = true
    service_connect = {
      namespace = "dev.internal"
      services = {
        http  = { port = 80, dns_name = "web", request_timeout = 30 }
        admin = { port = 8081, discovery_name = "web-admin", ingress_port_override = 15000 }
      }
    }
  }

  assert {
    condition     = [for service in aws_ecs_service.fixed[0].service_connect_configuration[0].service : "${service.port_name} ${service.discovery_name} ${service.client_alias[0].dns_name}:${service.client_alias[0].port}"] == ["admin web-admin web-admin:8081", "http http web:80"]
    error_message = "clients find both ports by their names"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].service_connect_configuration[0].namespace == "dev.internal" && aws_ecs_service.fixed[0].service_connect_configuration[0].service[0].ingress_port_override == 15000 && length(aws_ecs_service.fixed[0].service_connect_configuration[0].service[0].timeout) == 0 && aws_ecs_service.fixed[0].service_connect_configuration[0].service[1].timeout[0].per_request_timeout_seconds == 30
    error_message = "the rest is as configured"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].service_connect_configuration[0].log_configuration[0].options["awslogs-group"] == "/ecs/app"
    error_message = "the proxy writes to the log group"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].alarms[0].enable && !aws_ecs_service.fixed[0].alarms[0].rollback && aws_ecs_service.fixed[0].alarms[0].alarm_names == toset(["app-dev-web-errors"]) && aws_ecs_service.fixed[0].availability_zone_rebalancing == "ENABLED"
    error_message = "the alarm fails a rollout, and tasks are rebalanced"
  }
}

run "service_connect_client" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    service_connect = { namespace = "dev.internal" }
  }

  assert {
    condition     = aws_ecs_service.fixed[0].service_connect_configuration[0].enabled && length(aws_ecs_service.fixed[0].service_connect_configuration[0].service) + length(aws_ecs_service.fixed[0].service_connect_configuration[0].log_configuration) + length(aws_ecs_service.fixed[0].alarms) == 0 && aws_ecs_service.fixed[0].availability_zone_rebalancing == "DISABLED"
    error_message = "a client offers nothing"
  }
}

run "service_connect_with_an_unknown_port" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    service_connect = { namespace = "dev.internal", services = { http = { port = 80 } } }
  }

  expect_failures = [output.service_name]
}

run "rebalancing_without_headroom" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    availability_zone_rebalancing = true
    minimum_healthy_percent       = 50
    maximum_percent               = 100
  }

  expect_failures = [output.service_name]
}

run "requests_without_load_balancer" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = { minimum = 1, maximum = 2, requests_per_target = 100 }
  }

  expect_failures = [aws_appautoscaling_policy.main]
}

run "load_balanced_defaults" {
  command = apply

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "sg-balancer"
  }

  assert {
    condition     = one(aws_ecs_service.fixed[0].load_balancer).target_group_arn == var.target_group_arn && one(aws_ecs_service.fixed[0].load_balancer).container_name == "nginx" && one(aws_ecs_service.fixed[0].load_balancer).container_port == 80
    error_message = "requests go to nginx on port 80"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.named : name => "${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port}" } == { "load balancer" = "sg-balancer 80-80" } && one(aws_ecs_service.fixed[0].network_configuration).security_groups == toset(["sg-own"])
    error_message = "connections come from the load balancer only"
  }

  assert {
    condition     = aws_ecs_service.fixed[0].health_check_grace_period_seconds == 60 && output.service_name == "app-dev-web" && output.task_definition_family == "app-dev-web"
    error_message = "a task has a minute to start"
  }
}

run "load_balanced_options" {
  command = apply

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "sg-balancer"
    load_balancer_container_name    = "web"
    load_balancer_container_port    = 8080
    health_check_grace_period       = 0
    ingress                         = { admin = { security_group_id = "sg-admin", port = 9000 } }
    request_count_label             = "app/shared/1/targetgroup/app/2"
    container_definitions           = "[{\"name\":\"web\",\"image\":\"web:1\",\"portMappings\":[{\"containerPort\":8080}]}]"
    autoscaling                     = { minimum = 1, maximum = 3, requests_per_target = 100 }
  }

  assert {
    condition     = one(aws_ecs_service.autoscaled[0].load_balancer).target_group_arn == var.target_group_arn && one(aws_ecs_service.autoscaled[0].load_balancer).container_name == "web" && one(aws_ecs_service.autoscaled[0].load_balancer).container_port == 8080 && aws_ecs_service.autoscaled[0].health_check_grace_period_seconds == 0
    error_message = "requests go to the configured container and port"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.named : name => "${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port}" } == { "load balancer" = "sg-balancer 8080-8080", admin = "sg-admin 9000-9000" }
    error_message = "connections come from the load balancer and from ingress"
  }
}

run "several_target_groups" {
  command = plan

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "sg-balancer"
    container_definitions           = "[{\"name\":\"nginx\",\"image\":\"nginx:1\",\"portMappings\":[{\"containerPort\":80},{\"containerPort\":81}]}]"
    additional_target_groups = [
      { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/inside/1", container_name = "nginx", container_port = 80 },
      { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/admin/2", container_name = "nginx", container_port = 81 },
    ]
  }

  assert {
    condition     = sort([for target in aws_ecs_service.fixed[0].load_balancer : "${target.target_group_arn} ${target.container_port}"]) == tolist(["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/admin/2 81", "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app-dev/73e2d6bc24d8a067 80", "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/inside/1 80"])
    error_message = "the tasks are in three target groups"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.named : name => "${rule.referenced_security_group_id} ${rule.from_port}" } == { "load balancer" = "sg-balancer 80", "load balancer 81" = "sg-balancer 81" }
    error_message = "the load balancer reaches both ports"
  }
}

run "discoverable_defaults" {
  command = apply

  module {
    source = "../services/discoverable"
  }

  assert {
    condition     = aws_service_discovery_service.main.name == "rabbit" && one(aws_service_discovery_service.main.dns_config).namespace_id == "ns-1"
    error_message = "the service is found by its label in the namespace"
  }

  assert {
    condition     = one(one(aws_service_discovery_service.main.dns_config).dns_records).type == "A" && one(one(aws_service_discovery_service.main.dns_config).dns_records).ttl == 10
    error_message = "its DNS records have a TTL of ten seconds"
  }

  assert {
    condition     = one(aws_ecs_service.fixed[0].service_registries).registry_arn == aws_service_discovery_service.main.arn && length(aws_ecs_service.fixed[0].load_balancer) == 0
    error_message = "its tasks are registered there"
  }
}

run "generic_bad_input" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    cluster_name               = "app dev"
    desired_count              = 1.5
    security_group_id          = "mine"
    ingress                    = { web = { security_group_id = "sg-web", port = 0 } }
    platform_version           = "newest"
    minimum_healthy_percent    = 101
    maximum_percent            = 99
    circuit_breaker            = { enable = false }
    capacity_provider_strategy = [{ capacity_provider = "a provider", weight = 1 }]
    launch_type                = "LAMBDA"
    network_mode               = "none"
    host_volumes               = { data = "data" }
    placement_strategies       = [{ type = "spread" }]
    placement_constraints      = [{ type = "memberOf" }]
    autoscaling                = { minimum = 3, maximum = 2, cpu = 60 }
    target_groups              = [{ target_group_arn = "group", container_name = "nginx", container_port = 80 }]
    request_count_label        = "app"
    health_check_grace_period  = -1
    service_registry_arn       = "registry"
    deployment_alarms          = { names = [] }
    service_connect            = { namespace = "", services = { http = { port = 0, dns_name = "Web", idle_timeout = -1 } } }
  }

  expect_failures = [
    var.cluster_name, var.desired_count, var.security_group_id, var.ingress, var.platform_version,
    var.minimum_healthy_percent, var.maximum_percent, var.circuit_breaker, var.capacity_provider_strategy, var.autoscaling,
    var.target_groups, var.request_count_label, var.health_check_grace_period, var.service_registry_arn,
    var.deployment_alarms, var.service_connect, var.launch_type, var.network_mode, var.host_volumes, var.placement_strategies,
    var.placement_constraints,
  ]
}

run "two_bases_and_no_target" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    capacity_provider_strategy = [{ capacity_provider = "FARGATE", weight = 1, base = 1 }, { capacity_provider = "FARGATE_SPOT", weight = 1, base = 1 }]
    autoscaling                = { minimum = 1, maximum = 2 }
  }

  expect_failures = [var.capacity_provider_strategy, var.autoscaling]
}

run "target_above_100_percent" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    autoscaling = { minimum = 1, maximum = 2, cpu = 101 }
  }

  expect_failures = [var.autoscaling]
}

run "unknown_port" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    target_groups = [{ target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/1", container_name = "nginx", container_port = 8080 }]
  }

  expect_failures = [output.service_name]
}

run "unknown_container" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    target_groups = [{ target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/1", container_name = "web", container_port = 80 }]
  }

  expect_failures = [output.service_name]
}

run "exec_without_role" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    enable_execute_command = true
  }

  expect_failures = [output.service_name]
}

run "rollout_without_headroom" {
  command = plan

  module {
    source = "../services/generic"
  }

  variables {
    minimum_healthy_percent = 100
    maximum_percent         = 100
  }

  expect_failures = [output.service_name]
}

run "load_balanced_bad_input" {
  command = plan

  module {
    source = "../services/load_balanced"
  }

  variables {
    load_balancer_security_group_id = "balancer"
    security_group_id               = "sg-tasks"
    additional_target_groups        = [{ target_group_arn = "group", container_name = "nginx", container_port = 80 }]
    target_group_arn                = "group"
    request_count_label             = "app"
    load_balancer_container_name    = "a container"
    load_balancer_container_port    = 65536
    health_check_grace_period       = -1
  }

  expect_failures = [
    var.load_balancer_security_group_id, var.security_group_id, var.additional_target_groups, var.target_group_arn, var.request_count_label, var.load_balancer_container_name,
    var.load_balancer_container_port, var.health_check_grace_period,
  ]
}

run "discoverable_bad_input" {
  command = plan

  module {
    source = "../services/discoverable"
  }

  variables {
    security_group_id              = "mine"
    service_discovery_namespace_id = "ns 1"
    service_label                  = "-rabbit"
  }

  expect_failures = [var.security_group_id, var.service_discovery_namespace_id, var.service_label]
}
