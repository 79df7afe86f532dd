mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name                = "app-dev-nightly"
  schedule_expression = "rate(1 day)"
  cluster_arn         = "arn:aws:ecs:us-east-1:123456789012:cluster/app-dev"
  task_definition_arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev-job:7"
  pass_role_arns      = ["arn:aws:iam::123456789012:role/execution"]
  subnet_ids          = ["subnet-a"]
  security_group_ids  = ["sg-job"]
}

run "defaults" {
  command = apply

  module {
    source = "../schedule"
  }

  assert {
    condition     = aws_scheduler_schedule.main[0].schedule_expression == "rate(1 day)" && aws_scheduler_schedule.main[0].schedule_expression_timezone == "UTC" && aws_scheduler_schedule.main[0].state == "ENABLED" && one(aws_scheduler_schedule.main[0].flexible_time_window).mode == "OFF"
    error_message = "the task runs at the scheduled time"
  }

  assert {
    condition     = one(aws_scheduler_schedule.main[0].target).arn == var.cluster_arn && one(aws_scheduler_schedule.main[0].target).input == null && one(aws_scheduler_schedule.main[0].target).role_arn == output.role_arn
    error_message = "it runs in the cluster, as its task definition says"
  }

  assert {
    condition     = one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).task_definition_arn == var.task_definition_arn && one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).launch_type == "FARGATE" && one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).task_count == 1
    error_message = "one task of the applied revision runs on Fargate"
  }

  assert {
    condition     = !one(one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).network_configuration).assign_public_ip && one(one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).network_configuration).subnets == toset(["subnet-a"])
    error_message = "it has no public address"
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.main) + length(aws_cloudwatch_event_target.main) == 0 && output.arn == aws_scheduler_schedule.main[0].arn
    error_message = "there is no rule"
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.main.statement : "${one(statement.actions)} ${one(statement.resources)} ${one(one(statement.condition).values)}"] == [
      "ecs:RunTask arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev-job:* arn:aws:ecs:us-east-1:123456789012:cluster/app-dev",
      "ecs:TagResource arn:aws:ecs:us-east-1:123456789012:task/app-dev/* RunTask",
      "iam:PassRole arn:aws:iam::123456789012:role/execution ecs-tasks.amazonaws.com",
    ]
    error_message = "EventBridge can run this task in this cluster, and nothing else"
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.trust.statement).principals).identifiers == toset(["scheduler.amazonaws.com"]) && one(one(data.aws_iam_policy_document.trust.statement).condition).values == tolist(["123456789012"])
    error_message = "only the scheduler can assume the role, for this account"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../schedule"
  }

  variables {
    schedule_expression        = "cron(0 3 * * ? *)"
    time_zone                  = "America/Argentina/Buenos_Aires"
    flexible_minutes           = 15
    schedule_group             = "app"
    enabled                    = false
    retry                      = { attempts = 0, maximum_age = 60 }
    dead_letter_queue_arn      = "arn:aws:sqs:us-east-1:123456789012:dead"
    kms_key_arn                = "arn:aws:kms:us-east-1:123456789012:key/1"
    role_name                  = "nightly"
    permissions_boundary_arn   = "arn:aws:iam::123456789012:policy/boundary"
    assign_public_ip           = true
    task_count                 = 2
    platform_version           = "1.4.0"
    capacity_provider_strategy = [{ capacity_provider = "FARGATE_SPOT", weight = 1 }]
    container_overrides        = { app = { command = ["work", "--all"], environment = { MODE = "night" } }, log = {} }
    tags                       = { Team = "a" }
  }

  assert {
    condition     = aws_scheduler_schedule.main[0].state == "DISABLED" && aws_scheduler_schedule.main[0].group_name == "app" && aws_scheduler_schedule.main[0].kms_key_arn == var.kms_key_arn && aws_scheduler_schedule.main[0].schedule_expression_timezone == "America/Argentina/Buenos_Aires" && one(aws_scheduler_schedule.main[0].flexible_time_window).maximum_window_in_minutes == 15
    error_message = "the schedule is as configured"
  }

  assert {
    condition     = jsondecode(one(aws_scheduler_schedule.main[0].target).input) == { containerOverrides = [{ name = "app", command = ["work", "--all"], environment = [{ name = "MODE", value = "night" }] }, { name = "log" }] }
    error_message = "the overrides are in the format of the API"
  }

  assert {
    condition     = one(one(aws_scheduler_schedule.main[0].target).retry_policy).maximum_retry_attempts == 0 && one(one(aws_scheduler_schedule.main[0].target).retry_policy).maximum_event_age_in_seconds == 60 && one(one(aws_scheduler_schedule.main[0].target).dead_letter_config).arn == var.dead_letter_queue_arn
    error_message = "retries and the dead-letter queue are as configured"
  }

  assert {
    condition     = one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).launch_type == null && one(one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).capacity_provider_strategy).capacity_provider == "FARGATE_SPOT" && one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).task_count == 2 && one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).platform_version == "1.4.0" && one(one(one(aws_scheduler_schedule.main[0].target).ecs_parameters).network_configuration).assign_public_ip
    error_message = "the tasks are as configured"
  }

  assert {
    condition     = [for statement in slice(data.aws_iam_policy_document.main.statement, 3, 5) : "${one(statement.actions)} ${one(statement.resources)}"] == ["sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:dead", "kms:Decrypt arn:aws:kms:us-east-1:123456789012:key/1"]
    error_message = "the scheduler can send to the queue and use the key"
  }

  assert {
    condition     = aws_iam_role.main.name == "nightly" && aws_iam_role.main.permissions_boundary == var.permissions_boundary_arn && aws_iam_role.main.tags.Team == "a"
    error_message = "the role is as configured"
  }
}

run "events" {
  command = apply

  module {
    source = "../schedule"
  }

  variables {
    schedule_expression        = null
    event_pattern              = "{\"source\":[\"aws.s3\"]}"
    event_bus                  = "app"
    dead_letter_queue_arn      = "arn:aws:sqs:us-east-1:123456789012:dead"
    capacity_provider_strategy = [{ capacity_provider = "FARGATE_SPOT", weight = 1 }]
    container_overrides        = { app = { command = ["work"] } }
    tags                       = { Team = "a" }
  }

  assert {
    condition     = aws_cloudwatch_event_rule.main[0].event_pattern == var.event_pattern && aws_cloudwatch_event_rule.main[0].event_bus_name == "app" && aws_cloudwatch_event_target.main[0].event_bus_name == "app" && length(aws_scheduler_schedule.main) == 0
    error_message = "the rule matches the events of the bus"
  }

  assert {
    condition     = aws_cloudwatch_event_target.main[0].arn == var.cluster_arn && one(aws_cloudwatch_event_target.main[0].ecs_target).task_definition_arn == var.task_definition_arn && one(aws_cloudwatch_event_target.main[0].ecs_target).launch_type == null && jsondecode(aws_cloudwatch_event_target.main[0].input) == { containerOverrides = [{ name = "app", command = ["work"] }] }
    error_message = "its target is the task"
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.trust.statement).principals).identifiers == toset(["events.amazonaws.com"]) && length(data.aws_iam_policy_document.main.statement) == 3 && one(aws_cloudwatch_event_target.main[0].dead_letter_config).arn == var.dead_letter_queue_arn
    error_message = "only EventBridge can assume the role; it sends to the queue by the policy of the queue"
  }

  assert {
    condition     = aws_cloudwatch_event_rule.main[0].tags.Team == "a" && one(aws_cloudwatch_event_target.main[0].ecs_target).tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "neither_schedule_nor_events" {
  command = plan

  module {
    source = "../schedule"
  }

  variables {
    schedule_expression = null
  }

  expect_failures = [aws_iam_role.main]
}

run "flexible_events" {
  command = plan

  module {
    source = "../schedule"
  }

  variables {
    schedule_expression = null
    event_pattern       = "{\"source\":[\"aws.s3\"]}"
    flexible_minutes    = 5
  }

  expect_failures = [aws_iam_role.main]
}

run "bad_input" {
  command = plan

  module {
    source = "../schedule"
  }

  variables {
    name                       = "a name"
    schedule_expression        = "every day"
    time_zone                  = "+01:00"
    flexible_minutes           = 1441
    schedule_group             = "a group"
    event_pattern              = "{}"
    event_bus                  = "a bus"
    retry                      = { attempts = 186 }
    dead_letter_queue_arn      = "dead"
    kms_key_arn                = "alias/app"
    role_name                  = "a role"
    permissions_boundary_arn   = "boundary"
    cluster_arn                = "app-dev"
    task_definition_arn        = "arn:aws:ecs:us-east-1:123456789012:task-definition/app/job"
    pass_role_arns             = []
    subnet_ids                 = []
    security_group_ids         = ["job"]
    task_count                 = 11
    platform_version           = "newest"
    capacity_provider_strategy = [{ capacity_provider = "EC2", weight = 1 }]
    container_overrides        = { app = { command = [] } }
    tags                       = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.schedule_expression, var.time_zone, var.flexible_minutes, var.schedule_group, var.event_pattern, var.event_bus,
    var.retry, var.dead_letter_queue_arn, var.kms_key_arn, var.role_name, var.permissions_boundary_arn, var.cluster_arn,
    var.task_definition_arn, var.pass_role_arns, var.subnet_ids, var.security_group_ids, var.task_count, var.platform_version,
    var.capacity_provider_strategy, var.container_overrides, var.tags,
  ]
}
