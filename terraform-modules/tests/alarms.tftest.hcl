# moto does not implement PutCompositeAlarm, so that only these tests have a composite alarm.

mock_provider "aws" {
  source = "./mocks"
}

variables {
  name         = "app-dev-web"
  cluster_name = "app-dev"
  service_name = "web"
}

run "defaults" {
  command = apply

  module {
    source = "../alarms"
  }

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.main : name => "${alarm.metric_name} ${alarm.comparison_operator} ${alarm.threshold} ${alarm.evaluation_periods}" } == { cpu = "CPUUtilization GreaterThanThreshold 85 5", memory = "MemoryUtilization GreaterThanThreshold 85 5" }
    error_message = "CPU and memory are above 85 percent for five minutes"
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.main : alarm.dimensions == tomap({ ClusterName = "app-dev", ServiceName = "web" }) && alarm.namespace == "AWS/ECS" && length(alarm.alarm_actions) == 0])
    error_message = "they are of the service, and notify nobody by themselves"
  }

  assert {
    condition     = aws_cloudwatch_composite_alarm.main[0].alarm_rule == "ALARM(\"app-dev-web-cpu\") OR ALARM(\"app-dev-web-memory\")" && aws_cloudwatch_composite_alarm.main[0].alarm_actions == toset([output.topic_arn]) && aws_cloudwatch_composite_alarm.main[0].ok_actions == toset([output.topic_arn])
    error_message = "the composite alarm notifies the topic"
  }

  assert {
    condition     = output.alarm_names == tolist(["app-dev-web-cpu", "app-dev-web-memory"]) && output.composite_alarm_name == "app-dev-web" && length(aws_sns_topic_subscription.email) == 0
    error_message = "the outputs are the names"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    alarms              = ["cpu", "memory", "running_tasks", "unhealthy_targets", "errors", "response_time"]
    thresholds          = { cpu = 101, memory = 90, running_tasks = 2, unhealthy_targets = 1, errors = 5, response_time = 0.5 }
    minutes             = 10
    request_count_label = "app/shared/1/targetgroup/app/2"
    composite           = false
    emails              = ["team@example.com"]
    topic_kms_key_arn   = "arn:aws:kms:us-east-1:123456789012:key/1"
    action_arns         = ["arn:aws:sns:us-east-1:123456789012:account"]
    tags                = { Team = "a" }

    custom_alarms = {
      queue_age = {
        namespace   = "AWS/SQS"
        metric      = "ApproximateAgeOfOldestMessage"
        dimensions  = { QueueName = "jobs" }
        statistic   = "Maximum"
        threshold   = 600
        missing     = "ignore"
        description = "Jobs wait for more than ten minutes"
      }
    }
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.main : name => "${alarm.metric_name} ${alarm.threshold} ${alarm.treat_missing_data}" } == {
      cpu               = "CPUUtilization 101 notBreaching"
      memory            = "MemoryUtilization 90 notBreaching"
      running_tasks     = "RunningTaskCount 2 breaching"
      unhealthy_targets = "UnHealthyHostCount 1 notBreaching"
      errors            = "HTTPCode_Target_5XX_Count 5 notBreaching"
      response_time     = "TargetResponseTime 0.5 notBreaching"
      queue_age         = "ApproximateAgeOfOldestMessage 600 ignore"
    }
    error_message = "each alarm has its metric and threshold"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.main["response_time"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.main["response_time"].statistic == null && aws_cloudwatch_metric_alarm.main["errors"].statistic == "Sum"
    error_message = "a percentile is an extended statistic"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.main["errors"].dimensions == tomap({ LoadBalancer = "app/shared/1", TargetGroup = "targetgroup/app/2" }) && aws_cloudwatch_metric_alarm.main["queue_age"].dimensions == tomap({ QueueName = "jobs" })
    error_message = "the load balancer's alarms are of the target group"
  }

  assert {
    condition     = length(aws_cloudwatch_composite_alarm.main) == 0 && aws_cloudwatch_metric_alarm.main["cpu"].evaluation_periods == 10 && aws_cloudwatch_metric_alarm.main["queue_age"].alarm_name == "app-dev-web-queue-age"
    error_message = "there is no composite alarm"
  }

  assert {
    condition     = aws_sns_topic.main[0].kms_master_key_id == "arn:aws:kms:us-east-1:123456789012:key/1" && keys(aws_sns_topic_subscription.email) == ["team@example.com"]
    error_message = "the topic is encrypted and has a subscription"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.main["cpu"].tags.Team == "a" && aws_sns_topic.main[0].tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "topic_of_the_account" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    topic       = false
    emails      = ["team@example.com"]
    composite   = false
    action_arns = ["arn:aws:sns:us-east-1:123456789012:account"]
  }

  assert {
    condition     = length(aws_sns_topic.main) + length(aws_sns_topic_subscription.email) == 0 && alltrue([for alarm in aws_cloudwatch_metric_alarm.main : alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:account"])]) && output.topic_arn == null
    error_message = "each alarm notifies the topic that is given"
  }
}

run "without_load_balancer" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    alarms = ["errors"]
  }

  expect_failures = [aws_cloudwatch_metric_alarm.main]
}

run "composite_of_nothing" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    alarms = []
  }

  expect_failures = [aws_cloudwatch_composite_alarm.main]
}

run "custom_alarm_with_a_usual_name" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    custom_alarms = { cpu = { namespace = "AWS/ECS", metric = "CPUUtilization", dimensions = {}, threshold = 1 } }
  }

  expect_failures = [var.custom_alarms]
}

run "bad_input" {
  command = plan

  module {
    source = "../alarms"
  }

  variables {
    name                = "a name"
    cluster_name        = "app dev"
    service_name        = "a service"
    alarms              = ["disk"]
    thresholds          = { cpu = 0, running_tasks = 0 }
    custom_alarms       = { a = { namespace = "a", metric = "a", dimensions = {}, statistic = "Median", threshold = 1 } }
    minutes             = 0
    request_count_label = "app"
    emails              = ["team"]
    topic_kms_key_arn   = "alias/app"
    action_arns         = ["topic"]
    tags                = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.cluster_name, var.service_name, var.alarms, var.thresholds, var.custom_alarms, var.minutes,
    var.request_count_label, var.emails, var.topic_kms_key_arn, var.action_arns, var.tags,
  ]
}
