mock_provider "aws" {
  source = "./mocks"
}

variables {
  name         = "a_project_with_a_rather_long_name-dev"
  vpc_id       = "vpc-1"
  listener_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
}

run "defaults" {
  command = plan

  module {
    source = "../network/route"
  }

  assert {
    condition     = output.target_group_name == "a-project-with-a-rather-275e654" && length(output.target_group_name) <= 32
    error_message = "the name is known before the apply, is cut and has a hash: ${output.target_group_name}"
  }

  assert {
    condition     = aws_lb_target_group.main.target_type == "ip" && aws_lb_target_group.main.port == 80 && aws_lb_target_group.main.deregistration_delay == "30"
    error_message = "tasks are IP targets on port 80, deregistered after 30 seconds"
  }

  assert {
    condition = (
      one(aws_lb_target_group.main.health_check).path == "/health/" && one(aws_lb_target_group.main.health_check).matcher == "200" &&
      one(aws_lb_target_group.main.health_check).interval == 15 && one(aws_lb_target_group.main.health_check).timeout == 5 &&
      one(aws_lb_target_group.main.health_check).healthy_threshold == 2 && one(aws_lb_target_group.main.health_check).unhealthy_threshold == 3
    )
    error_message = "the health check is quick"
  }

  assert {
    condition     = aws_lb_listener_rule.main.priority == 50000 && one(one(one(aws_lb_listener_rule.main.condition).path_pattern).values) == "*"
    error_message = "all other rules come first"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../network/route"
  }

  variables {
    hosts                = ["api.example.com"]
    paths                = ["/v1/*", "/v2/*"]
    priority             = 10
    container_port       = 8080
    health_check_path    = "/up"
    health_check         = { matcher = "200-299,301", interval = 30, timeout = 10, healthy_threshold = 3, unhealthy_threshold = 5 }
    deregistration_delay = 0
    tags                 = { Team = "a" }
  }

  assert {
    condition     = aws_lb_listener_rule.main.priority == 10 && length(aws_lb_listener_rule.main.condition) == 2
    error_message = "the rule matches host and path"
  }

  assert {
    condition     = aws_lb_target_group.main.port == 8080 && output.target_group_name != "a-project-with-a-rather-275e654"
    error_message = "a group with another port has another name, so that both can exist"
  }

  assert {
    condition = (
      one(aws_lb_target_group.main.health_check).path == "/up" && one(aws_lb_target_group.main.health_check).matcher == "200-299,301" &&
      one(aws_lb_target_group.main.health_check).interval == 30 && one(aws_lb_target_group.main.health_check).timeout == 10 &&
      one(aws_lb_target_group.main.health_check).healthy_threshold == 3 && one(aws_lb_target_group.main.health_check).unhealthy_threshold == 5 &&
      aws_lb_target_group.main.deregistration_delay == "0"
    )
    error_message = "the health check is as configured"
  }

  assert {
    condition     = output.target_group_arn == aws_lb_target_group.main.arn && output.request_count_label == "app/shared/50dc6c495c0c9188/targetgroup/app-dev/73e2d6bc24d8a067"
    error_message = "requests are counted by load balancer and target group"
  }

  assert {
    condition     = aws_lb_target_group.main.tags.Team == "a" && aws_lb_listener_rule.main.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "too_many_values" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    hosts = ["a.example.com", "b.example.com"]
    paths = ["/a", "/b", "/c", "/d"]
  }

  expect_failures = [aws_lb_listener_rule.main]
}

run "bad_input" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    name                 = "-app"
    vpc_id               = "main"
    listener_arn         = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/net/shared/1/2"
    hosts                = ["a host"]
    paths                = ["health"]
    priority             = 0
    container_port       = 0
    health_check_path    = "health"
    health_check         = { interval = 5, timeout = 5 }
    deregistration_delay = 3601
    tags                 = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.vpc_id, var.listener_arn, var.hosts, var.paths, var.priority, var.container_port, var.health_check_path,
    var.health_check, var.deregistration_delay, var.tags,
  ]
}

run "bad_matcher_and_too_many_paths" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    paths        = ["/a", "/b", "/c", "/d", "/e"]
    health_check = { matcher = "ok" }
  }

  expect_failures = [var.paths, var.health_check]
}

run "bad_thresholds" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    health_check = { healthy_threshold = 1 }
  }

  expect_failures = [var.health_check]
}
