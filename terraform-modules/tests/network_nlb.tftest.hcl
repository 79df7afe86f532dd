mock_provider "aws" {
  source = "./mocks"
}

variables {
  name      = "app-dev-broker"
  vpc_id    = "vpc-1"
  listeners = { mqtt = { port = 1883 } }
}

run "defaults" {
  command = apply

  module {
    source = "../network/nlb"
  }

  assert {
    condition     = aws_lb.main.load_balancer_type == "network" && !aws_lb.main.internal && aws_lb.main.name == "app-dev-broker" && aws_lb.main.enable_cross_zone_load_balancing && aws_lb.main.security_groups == toset(["sg-own"])
    error_message = "the network load balancer has a security group"
  }

  assert {
    condition     = aws_lb.main.subnets == toset(["subnet-tagged-a", "subnet-tagged-b"]) && data.aws_subnets.tagged[0].tags.Tier == "public"
    error_message = "the subnets are the public ones"
  }

  assert {
    condition     = aws_lb_listener.main["mqtt"].protocol == "TCP" && aws_lb_listener.main["mqtt"].port == 1883 && aws_lb_listener.main["mqtt"].default_action[0].target_group_arn == output.target_group_arns["mqtt"] && aws_lb_target_group.main["mqtt"].port == 1883 && aws_lb_target_group.main["mqtt"].target_type == "ip"
    error_message = "connections go to the tasks on the same port"
  }

  assert {
    condition     = one(aws_lb_target_group.main["mqtt"].health_check).protocol == "TCP" && one(aws_lb_target_group.main["mqtt"].health_check).interval == 15 && length(aws_lb_target_group.main["mqtt"].name) <= 32
    error_message = "the health check is a connection"
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.named) == 0 && length(aws_route53_record.alias) == 0
    error_message = "nobody can connect"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../network/nlb"
  }

  variables {
    name                = "a_broker_with_a_name_that_is_too_long"
    subnet_ids          = ["subnet-a"]
    internal            = true
    cross_zone          = false
    deletion_protection = true
    access_logs_bucket  = "example-logs"
    hosted_zone         = "example.com"
    domain_names        = ["mqtt.example.com"]
    tags                = { Team = "a" }
    sources             = { office = { cidr_ipv4 = "203.0.113.0/24" }, six = { cidr_ipv6 = "2001:db8::/32" }, list = { prefix_list_id = "pl-1" }, web = { security_group_id = "sg-web" } }
    listeners = {
      mqtts = { port = 8883, protocol = "TLS", target_port = 1883, certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1", deregistration_delay = 0, proxy_protocol = true }
      dns   = { port = 53, protocol = "TCP_UDP", preserve_client_ip = true, health_check = { protocol = "HTTP", port = "8080", path = "/up", matcher = "200", interval = 10, healthy_threshold = 3, unhealthy_threshold = 4 } }
    }
  }

  assert {
    condition     = length(output.name) <= 32 && startswith(output.name, "a-broker-with-a-name-tha") && aws_lb.main.internal && !aws_lb.main.enable_cross_zone_load_balancing && aws_lb.main.enable_deletion_protection && one(aws_lb.main.access_logs).bucket == "example-logs" && aws_lb.main.subnets == toset(["subnet-a"])
    error_message = "the load balancer is as configured: ${output.name}"
  }

  assert {
    condition     = aws_lb_listener.main["mqtts"].certificate_arn == "arn:aws:acm:us-east-1:123456789012:certificate/1" && aws_lb_listener.main["mqtts"].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06" && aws_lb_target_group.main["mqtts"].protocol == "TCP" && aws_lb_target_group.main["mqtts"].port == 1883 && aws_lb_target_group.main["mqtts"].proxy_protocol_v2 && aws_lb_target_group.main["mqtts"].deregistration_delay == "0"
    error_message = "TLS ends at the load balancer"
  }

  assert {
    condition     = aws_lb_target_group.main["dns"].protocol == "TCP_UDP" && aws_lb_target_group.main["dns"].preserve_client_ip == "true" && one(aws_lb_target_group.main["dns"].health_check).path == "/up" && one(aws_lb_target_group.main["dns"].health_check).matcher == "200" && one(aws_lb_target_group.main["dns"].health_check).unhealthy_threshold == 4
    error_message = "the health check is as configured"
  }

  assert {
    condition = sort([for rule in aws_vpc_security_group_ingress_rule.named : "${rule.ip_protocol} ${rule.from_port} ${coalesce(rule.cidr_ipv4, rule.cidr_ipv6, rule.prefix_list_id, rule.referenced_security_group_id)}"]) == tolist([
      "tcp 53 2001:db8::/32", "tcp 53 203.0.113.0/24", "tcp 53 pl-1", "tcp 53 sg-web", "tcp 8883 2001:db8::/32", "tcp 8883 203.0.113.0/24", "tcp 8883 pl-1",
      "tcp 8883 sg-web", "udp 53 2001:db8::/32", "udp 53 203.0.113.0/24", "udp 53 pl-1", "udp 53 sg-web",
    ])
    error_message = "each source can reach each listener"
  }

  assert {
    condition     = keys(aws_route53_record.alias) == ["mqtt.example.com"] && aws_lb.main.tags.Team == "a" && aws_lb_target_group.main["dns"].tags.Team == "a" && aws_security_group.main.tags.Team == "a"
    error_message = "names and tags are as configured"
  }
}

run "encrypted_to_the_tasks" {
  command = plan

  module {
    source = "../network/nlb"
  }

  variables {
    listeners = { mqtts = { port = 8883, protocol = "TLS", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1", encrypt_to_targets = true } }
  }

  assert {
    condition     = aws_lb_target_group.main["mqtts"].protocol == "TLS"
    error_message = "the connection to the tasks is encrypted"
  }
}

run "no_subnet" {
  command = plan

  module {
    source = "../network/nlb"
  }

  override_data {
    target = data.aws_subnets.tagged
    values = { ids = [] }
  }

  expect_failures = [data.aws_subnets.tagged]
}

run "domain_without_zone" {
  command = plan

  module {
    source = "../network/nlb"
  }

  variables {
    domain_names = ["mqtt.example.com"]
  }

  expect_failures = [aws_route53_record.alias]
}

run "tls_without_certificate" {
  command = plan

  module {
    source = "../network/nlb"
  }

  variables {
    listeners = { mqtts = { port = 8883, protocol = "TLS" } }
  }

  expect_failures = [var.listeners]
}

run "bad_input" {
  command = plan

  module {
    source = "../network/nlb"
  }

  variables {
    name               = "internal-broker"
    vpc_id             = "main"
    subnet_ids         = []
    subnet_tags        = {}
    access_logs_bucket = "B"
    hosted_zone        = "Example"
    domain_names       = ["Mqtt"]
    tags               = { "aws:team" = "a" }
    sources            = { all = {}, bad = { cidr_ipv4 = "everywhere" } }
    listeners          = { a = { port = 0, ssl_policy = "old", health_check = { protocol = "UDP" } } }
  }

  expect_failures = [
    var.name, var.vpc_id, var.subnet_ids, var.subnet_tags, var.access_logs_bucket, var.hosted_zone, var.domain_names, var.tags,
    var.sources, var.listeners,
  ]
}
