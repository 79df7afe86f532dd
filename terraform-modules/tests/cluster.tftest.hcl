mock_provider "aws" {
  source = "./mocks"
}

variables {
  name = "app-dev"
}

run "defaults" {
  command = plan

  module {
    source = "../cluster"
  }

  assert {
    condition     = output.name == "app-dev" && one(aws_ecs_cluster.main.setting) == { name = "containerInsights", value = "enabled" }
    error_message = "the cluster has Container Insights"
  }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.main[0].capacity_providers == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "services can be put on both kinds of Fargate"
  }

  assert {
    condition     = output.log_group_name == "/ecs/app-dev" && aws_cloudwatch_log_group.main.retention_in_days == 30
    error_message = "the log group is named after the cluster and keeps 30 days"
  }

  assert {
    condition     = length(aws_service_discovery_private_dns_namespace.main) == 0 && output.namespace_name == null
    error_message = "there is no namespace"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../cluster"
  }

  variables {
    container_insights = "enhanced"
    capacity_providers = []
    log_group_name     = "/app/dev"
    log_retention_days = 0
    log_kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/1"
    namespace          = "dev.internal"
    vpc_id             = "vpc-1"
    tags               = { Team = "a" }
  }

  assert {
    condition     = one(aws_ecs_cluster.main.setting).value == "enhanced" && length(aws_ecs_cluster_capacity_providers.main) == 0
    error_message = "insights and capacity providers are as configured"
  }

  assert {
    condition = (
      output.log_group_name == "/app/dev" && aws_cloudwatch_log_group.main.retention_in_days == 0 &&
      aws_cloudwatch_log_group.main.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    )
    error_message = "the log group is as configured"
  }

  assert {
    condition     = output.namespace_name == "dev.internal" && aws_service_discovery_private_dns_namespace.main[0].vpc == "vpc-1"
    error_message = "the namespace is in the VPC"
  }

  assert {
    condition     = aws_ecs_cluster.main.tags.Team == "a" && aws_cloudwatch_log_group.main.tags.Team == "a" && aws_service_discovery_private_dns_namespace.main[0].tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "namespace_without_vpc" {
  command = plan

  module {
    source = "../cluster"
  }

  variables {
    namespace = "dev.internal"
  }

  expect_failures = [aws_service_discovery_private_dns_namespace.main]
}

run "bad_input" {
  command = plan

  module {
    source = "../cluster"
  }

  variables {
    name               = "app dev"
    container_insights = "on"
    capacity_providers = ["ecs-own", "FARGATE_ARM"]
    log_group_name     = "a group"
    log_retention_days = 31
    log_kms_key_arn    = "alias/app"
    namespace          = "Dev_Internal"
    vpc_id             = "main"
    tags               = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.container_insights, var.capacity_providers, var.log_group_name, var.log_retention_days,
    var.log_kms_key_arn, var.namespace, var.vpc_id, var.tags,
  ]
}
