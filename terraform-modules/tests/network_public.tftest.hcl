mock_provider "aws" {
  source = "./mocks"
}

variables {
  project             = "app"
  env_label           = "dev"
  vpc_id              = "vpc-1"
  ssl_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  hosted_zone         = "example.com"
  domain_name         = "app.example.com"
  security_group_id   = "sg-mine"
}

run "public_defaults" {
  command = apply

  module {
    source = "../network/public"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.web : name => "${rule.from_port}-${rule.to_port} ${rule.ip_protocol} ${rule.cidr_ipv4}" } == { "80 0.0.0.0/0" = "80-80 tcp 0.0.0.0/0", "443 0.0.0.0/0" = "443-443 tcp 0.0.0.0/0" }
    error_message = "only ports 80 and 443 are open to the internet"
  }

  assert {
    condition     = aws_security_group.main.name == "app-dev-load-balancer" && output.security_group_id == aws_security_group.main.id
    error_message = "the security group is named after project and environment"
  }

  assert {
    condition     = output.name == "app-dev" && output.url == "https://app.example.com/"
    error_message = "the load balancer is named after project and environment"
  }
}

run "public_options" {
  command = plan

  module {
    source = "../network/public"
  }

  variables {
    allowed_cidrs = ["203.0.113.0/24", "198.51.100.0/24"]
    tags          = { Team = "a" }
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.web) == 4 && alltrue([for rule in aws_vpc_security_group_ingress_rule.web : rule.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "only the configured addresses can reach it"
  }

  assert {
    condition     = aws_security_group.main.tags.Team == "a" && alltrue([for rule in aws_vpc_security_group_ingress_rule.web : rule.tags.Team == "a"])
    error_message = "the tags are on everything"
  }
}

run "public_ipv6" {
  command = apply

  module {
    source = "../network/public"
  }

  variables {
    ipv6 = true
  }

  assert {
    condition     = sort([for rule in aws_vpc_security_group_ingress_rule.web : "${rule.from_port} ${try(coalesce(rule.cidr_ipv4, rule.cidr_ipv6), "-")}"]) == tolist(["443 0.0.0.0/0", "443 ::/0", "80 0.0.0.0/0", "80 ::/0"])
    error_message = "it is as open for IPv6 as for IPv4"
  }

  assert {
    condition     = aws_lb.main.ip_address_type == "dualstack" && aws_route53_record.alias_ipv6["app.example.com"].type == "AAAA" && one(aws_route53_record.alias_ipv6["app.example.com"].alias).name == aws_lb.main.dns_name
    error_message = "the name has an IPv6 address"
  }
}

run "public_sources" {
  command = plan

  module {
    source = "../network/public"
  }

  variables {
    ipv6                    = true
    allowed_cidrs           = []
    allowed_ipv6_cidrs      = ["2001:db8::/32"]
    allowed_prefix_list_ids = ["pl-1"]
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.web : name => try(coalesce(rule.cidr_ipv4, rule.cidr_ipv6, rule.prefix_list_id), "-") } == { "80 2001:db8::/32" = "2001:db8::/32", "443 2001:db8::/32" = "2001:db8::/32", "80 pl-1" = "pl-1", "443 pl-1" = "pl-1" }
    error_message = "only the configured sources can reach it"
  }
}

run "public_bad_input" {
  command = plan

  module {
    source = "../network/public"
  }

  variables {
    allowed_cidrs           = ["everywhere"]
    allowed_ipv6_cidrs      = ["0.0.0.0/0"]
    allowed_prefix_list_ids = ["cloudfront"]
  }

  expect_failures = [var.allowed_cidrs, var.allowed_ipv6_cidrs, var.allowed_prefix_list_ids]
}

run "base_defaults" {
  command = apply

  module {
    source = "../network/base"
  }

  assert {
    condition     = aws_lb.main.name == "app-dev" && !aws_lb.main.internal && aws_lb.main.security_groups == toset(["sg-mine"]) && aws_lb.main.drop_invalid_header_fields
    error_message = "the load balancer is a public one, in the security group that is given"
  }

  assert {
    condition     = aws_lb.main.subnets == toset(["subnet-tagged-a", "subnet-tagged-b"]) && data.aws_subnets.tagged[0].tags.Tier == "public"
    error_message = "the subnets are the public ones"
  }

  assert {
    condition     = aws_lb_listener.https.port == 443 && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06" && one(one(aws_lb_listener.https.default_action).fixed_response).status_code == "503"
    error_message = "HTTPS is TLS 1.2 or 1.3, and the default response is 503"
  }

  assert {
    condition     = aws_lb_listener.http.port == 80 && one(one(aws_lb_listener.http.default_action).redirect).status_code == "HTTP_301"
    error_message = "HTTP is redirected"
  }

  assert {
    condition     = keys(aws_route53_record.alias) == ["app.example.com"] && one(aws_route53_record.alias["app.example.com"].alias).name == aws_lb.main.dns_name
    error_message = "the name is an alias of the load balancer"
  }

  assert {
    condition     = startswith(aws_lb_target_group.main.name, "app-dev-") && output.target_group_arn == aws_lb_target_group.main.arn
    error_message = "the target group is named after project and environment"
  }
}

run "base_options" {
  command = plan

  module {
    source = "../network/base"
  }

  variables {
    project                 = "a-project-with-a-rather-long-name"
    short_project_label     = "rather"
    subnet_ids              = ["subnet-a", "subnet-b"]
    ssl_policy              = "ELBSecurityPolicy-TLS13-1-3-2021-06"
    additional_domain_names = ["api.example.com"]
    internal                = true
    idle_timeout            = 120
    deletion_protection     = true
    access_logs_bucket      = "example-logs"
    tags                    = { Team = "a" }

    additional_certificate_arns = { api = "arn:aws:acm:us-east-1:123456789012:certificate/2" }
    web_acl                     = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/app/1" }
    default_response            = { status_code = 404, content_type = "application/json", body = "{}" }
  }

  assert {
    condition     = aws_lb_listener_certificate.additional["api"].certificate_arn == "arn:aws:acm:us-east-1:123456789012:certificate/2" && aws_wafv2_web_acl_association.main[0].web_acl_arn == "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/app/1"
    error_message = "the listener has a second certificate, and the load balancer a web ACL"
  }

  assert {
    condition     = one(one(aws_lb_listener.https.default_action).fixed_response).status_code == "404" && one(one(aws_lb_listener.https.default_action).fixed_response).content_type == "application/json" && one(one(aws_lb_listener.https.default_action).fixed_response).message_body == "{}"
    error_message = "the default response is as configured"
  }

  assert {
    condition     = output.name == "a-project-with-a-rather-3f1ddae" && length(output.name) <= 32
    error_message = "a long name is cut and has a hash: ${output.name}"
  }

  assert {
    condition     = startswith(aws_lb_target_group.main.name, "rather-dev-")
    error_message = "the target group is named after the short label"
  }

  assert {
    condition     = aws_lb.main.internal && aws_lb.main.idle_timeout == 120 && aws_lb.main.enable_deletion_protection && one(aws_lb.main.access_logs).bucket == "example-logs"
    error_message = "the load balancer is as configured"
  }

  assert {
    condition     = aws_lb.main.subnets == toset(["subnet-a", "subnet-b"]) && length(data.aws_subnets.tagged) == 0
    error_message = "given subnets are used without a lookup"
  }

  assert {
    condition     = keys(aws_route53_record.alias) == ["api.example.com", "app.example.com"] && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-3-2021-06"
    error_message = "names and TLS policy are as configured"
  }

  assert {
    condition     = aws_lb.main.tags.Team == "a" && aws_lb_listener.https.tags.Team == "a" && aws_lb_listener.http.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "name_of_32_characters" {
  command = plan

  module {
    source = "../network/base"
  }

  variables {
    project = "a-project-with-28-characters"
  }

  assert {
    condition     = output.name == "a-project-with-28-characters-dev"
    error_message = "a name that fits is not cut"
  }
}

run "one_subnet" {
  command = plan

  module {
    source = "../network/base"
  }

  override_data {
    target = data.aws_subnets.tagged
    values = { ids = ["subnet-a"] }
  }

  expect_failures = [data.aws_subnets.tagged]
}

run "base_bad_input" {
  command = plan

  module {
    source = "../network/base"
  }

  variables {
    project                 = "internal-app"
    short_project_label     = "toolong"
    env_label               = "-"
    security_group_id       = "mine"
    subnet_ids              = ["subnet-a"]
    subnet_tags             = {}
    ssl_certificate_arn     = "certificate"
    ssl_policy              = "ELBSecurityPolicy-2016-08"
    hosted_zone             = "Example"
    domain_name             = "App"
    additional_domain_names = ["Api"]
    idle_timeout            = 0
    access_logs_bucket      = "B"

    additional_certificate_arns = { api = "certificate" }
    web_acl                     = { arn = "acl" }
    default_response            = { status_code = 301 }
  }

  expect_failures = [
    var.project, var.short_project_label, var.env_label, var.security_group_id, var.subnet_ids, var.subnet_tags,
    var.ssl_certificate_arn, var.ssl_policy, var.hosted_zone, var.domain_name, var.additional_domain_names,
    var.idle_timeout, var.access_logs_bucket, var.additional_certificate_arns, var.web_acl, var.default_response,
  ]
}
