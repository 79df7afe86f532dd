mock_provider "aws" {
  source = "./mocks"
}

variables {
  load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188"
  port              = 8443
  certificate_arn   = "arn:aws:acm:us-east-1:123456789012:certificate/1"
}

run "defaults" {
  command = apply

  module {
    source = "../network/listener"
  }

  assert {
    condition     = aws_lb_listener.main.protocol == "HTTPS" && aws_lb_listener.main.port == 8443 && aws_lb_listener.main.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06" && aws_lb_listener.main.load_balancer_arn == var.load_balancer_arn && output.arn == aws_lb_listener.main.arn
    error_message = "HTTPS is TLS 1.2 or 1.3"
  }

  assert {
    condition     = one(one(aws_lb_listener.main.default_action).fixed_response).status_code == "503" && length(aws_lb_listener_rule.main) == 0
    error_message = "the default response is 503"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../network/listener"
  }

  variables {
    ssl_policy                  = "ELBSecurityPolicy-TLS13-1-3-2021-06"
    additional_certificate_arns = { api = "arn:aws:acm:us-east-1:123456789012:certificate/2" }
    default_response            = { status_code = 404, body = "Nothing here." }
    tags                        = { Team = "a" }
    rules = {
      moved  = { priority = 10, hosts = ["old.example.com"], redirect = { host = "new.example.com", permanent = false } }
      closed = { priority = 20, hosts = ["new.example.com"], paths = ["/admin/*", "/debug"], response = { status_code = 403, content_type = "text/html", body = "<p>No</p>" } }
    }
  }

  assert {
    condition     = one(one(aws_lb_listener.main.default_action).fixed_response).message_body == "Nothing here." && aws_lb_listener.main.ssl_policy == "ELBSecurityPolicy-TLS13-1-3-2021-06" && aws_lb_listener_certificate.additional["api"].certificate_arn == "arn:aws:acm:us-east-1:123456789012:certificate/2"
    error_message = "the listener is as configured"
  }

  assert {
    condition     = aws_lb_listener_rule.main["moved"].priority == 10 && one(aws_lb_listener_rule.main["moved"].action[0].redirect).host == "new.example.com" && one(aws_lb_listener_rule.main["moved"].action[0].redirect).status_code == "HTTP_302" && one(aws_lb_listener_rule.main["moved"].action[0].redirect).path == "/#{path}"
    error_message = "the old name is redirected"
  }

  assert {
    condition     = aws_lb_listener_rule.main["closed"].priority == 20 && one(aws_lb_listener_rule.main["closed"].action[0].fixed_response).status_code == "403" && length(aws_lb_listener_rule.main["closed"].condition) == 2
    error_message = "the paths have a fixed response"
  }

  assert {
    condition     = aws_lb_listener.main.tags.Team == "a" && aws_lb_listener_rule.main["moved"].tags == tomap({ Team = "a", Name = "moved" })
    error_message = "the tags are on everything"
  }
}

run "redirect" {
  command = plan

  module {
    source = "../network/listener"
  }

  variables {
    protocol         = "HTTP"
    port             = 8080
    certificate_arn  = null
    default_redirect = {}
  }

  assert {
    condition     = one(one(aws_lb_listener.main.default_action).redirect).port == "443" && one(one(aws_lb_listener.main.default_action).redirect).status_code == "HTTP_301" && length(one(aws_lb_listener.main.default_action).fixed_response) == 0
    error_message = "HTTP is redirected"
  }
}

run "https_without_certificate" {
  command = plan

  module {
    source = "../network/listener"
  }

  variables {
    certificate_arn = null
  }

  expect_failures = [aws_lb_listener.main]
}

run "two_rules_of_a_priority" {
  command = plan

  module {
    source = "../network/listener"
  }

  variables {
    rules = { a = { priority = 1, paths = ["/a"], redirect = {} }, b = { priority = 1, paths = ["/b"], redirect = {} } }
  }

  expect_failures = [var.rules]
}

run "bad_input" {
  command = plan

  module {
    source = "../network/listener"
  }

  variables {
    load_balancer_arn           = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/shared/1"
    port                        = 0
    protocol                    = "TCP"
    certificate_arn             = "certificate"
    ssl_policy                  = "old"
    additional_certificate_arns = { api = "certificate" }
    default_response            = { status_code = 301 }
    default_redirect            = { path = "x" }
    rules                       = { a = { priority = 0 } }
    tags                        = { "aws:team" = "a" }
  }

  expect_failures = [
    var.load_balancer_arn, var.port, var.protocol, var.certificate_arn, var.ssl_policy, var.additional_certificate_arns,
    var.default_response, var.default_redirect, var.rules, var.tags,
  ]
}
