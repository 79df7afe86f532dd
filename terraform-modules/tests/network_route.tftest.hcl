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

run "conditions_and_two_groups" {
  command = apply

  module {
    source = "../network/route"
  }

  variables {
    headers                 = { X-Version = ["2", "3"] }
    methods                 = ["GET"]
    source_ips              = ["203.0.113.0/24"]
    target_protocol         = "HTTPS"
    target_protocol_version = "HTTP2"
    health_check            = { port = "8081", protocol = "HTTP" }
    alternate_weight        = 10
  }

  assert {
    condition = (
      one(flatten(aws_lb_listener_rule.main.condition[*].http_header)).http_header_name == "X-Version" && one(flatten(aws_lb_listener_rule.main.condition[*].http_header)).values == toset(["2", "3"]) &&
      one(flatten(aws_lb_listener_rule.main.condition[*].http_request_method)).values == toset(["GET"]) && one(flatten(aws_lb_listener_rule.main.condition[*].source_ip)).values == toset(["203.0.113.0/24"])
    )
    error_message = "the rule matches header, method and source"
  }

  assert {
    condition     = aws_lb_target_group.main.protocol == "HTTPS" && aws_lb_target_group.main.protocol_version == "HTTP2" && one(aws_lb_target_group.main.health_check).port == "8081" && one(aws_lb_target_group.main.health_check).protocol == "HTTP"
    error_message = "protocol and health check are as configured"
  }

  assert {
    condition     = output.target_group_name != "a-project-with-a-rather-275e654" && aws_lb_target_group.alternate[0].name != output.target_group_name && length(aws_lb_target_group.alternate[0].name) <= 32
    error_message = "groups that exist beside each other have different names"
  }

  assert {
    condition     = sort([for group in aws_lb_listener_rule.main.action[0].forward[0].target_group : tostring(group.weight)]) == tolist(["10", "90"]) && output.alternate_target_group_arn == aws_lb_target_group.alternate[0].arn
    error_message = "the second group gets its part of the requests"
  }
}

run "login_by_cognito" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    authentication = {
      cognito                    = { user_pool_arn = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_1", client_id = "web", domain = "app" }
      on_unauthenticated_request = "deny"
    }
  }

  assert {
    condition     = aws_lb_listener_rule.main.action[*].type == tolist(["authenticate-cognito", "forward"]) && aws_lb_listener_rule.main.action[0].authenticate_cognito[0].user_pool_domain == "app" && aws_lb_listener_rule.main.action[0].authenticate_cognito[0].on_unauthenticated_request == "deny" && aws_lb_listener_rule.main.action[0].authenticate_cognito[0].scope == "openid"
    error_message = "users log in before the request is forwarded"
  }
}

run "login_by_oidc" {
  command = apply

  module {
    source = "../network/route"
  }

  override_data {
    target = data.aws_secretsmanager_secret_version.client
    values = { secret_string = "{\"secret\":\"s3cret\"}" }
  }

  variables {
    authentication = {
      oidc = {
        issuer                 = "https://id.example.com"
        authorization_endpoint = "https://id.example.com/authorize"
        token_endpoint         = "https://id.example.com/token"
        user_info_endpoint     = "https://id.example.com/user"
        client_id              = "web"
        client_secret_arn      = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf"
        client_secret_key      = "secret"
      }
      session_timeout = 3600
    }
  }

  assert {
    condition     = aws_lb_listener_rule.main.action[0].type == "authenticate-oidc" && nonsensitive(aws_lb_listener_rule.main.action[0].authenticate_oidc[0].client_secret) == "s3cret" && aws_lb_listener_rule.main.action[0].authenticate_oidc[0].session_timeout == 3600 && data.aws_secretsmanager_secret_version.client[0].secret_id == var.authentication.oidc.client_secret_arn
    error_message = "the client secret is the key of the secret"
  }

  assert {
    condition     = aws_lb_listener_rule.main.action[1].target_group_arn == aws_lb_target_group.main.arn && length(aws_lb_target_group.alternate) == 0
    error_message = "the request is forwarded after the login"
  }
}

run "client_secret_in_plain_text" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    authentication = {
      oidc = {
        issuer                 = "https://id.example.com"
        authorization_endpoint = "https://id.example.com/authorize"
        token_endpoint         = "https://id.example.com/token"
        user_info_endpoint     = "https://id.example.com/user"
        client_id              = "web"
        client_secret_arn      = "s3cret"
      }
    }
  }

  expect_failures = [var.authentication]
}

run "bad_rule" {
  command = plan

  module {
    source = "../network/route"
  }

  variables {
    headers                 = { Host = ["a"] }
    methods                 = ["get"]
    source_ips              = ["everywhere"]
    authentication          = {}
    target_protocol         = "TCP"
    target_protocol_version = "HTTP3"
    health_check            = { port = "0", protocol = "TCP" }
    alternate_weight        = 101
  }

  expect_failures = [
    var.headers, var.methods, var.source_ips, var.authentication, var.target_protocol, var.target_protocol_version,
    var.health_check, var.alternate_weight,
  ]
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
