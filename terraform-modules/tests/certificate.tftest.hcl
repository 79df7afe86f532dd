mock_provider "aws" {
  source = "./mocks"
}

variables {
  domain_name = "example.com"
  hosted_zone = "example.com"
}

run "defaults" {
  command = apply

  module {
    source = "../certificate"
  }

  assert {
    condition     = aws_acm_certificate.main.validation_method == "DNS" && keys(aws_route53_record.proof) == ["example.com"]
    error_message = "the name has a validation record"
  }

  assert {
    condition     = aws_route53_record.proof["example.com"].name == "_1.example.com" && aws_route53_record.proof["example.com"].records == toset(["_1.acm"])
    error_message = "the record is the one that AWS asks for"
  }

  assert {
    condition     = output.arn == aws_acm_certificate.main.arn
    error_message = "the ARN is available after the certificate is issued"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../certificate"
  }

  variables {
    additional_domain_names = ["*.example.com", "www.example.org"]
    tags                    = { Team = "a" }
  }

  assert {
    condition     = keys(aws_route53_record.proof) == ["example.com", "www.example.org"]
    error_message = "a name and its wildcard have one record"
  }

  assert {
    condition     = aws_acm_certificate.main.subject_alternative_names == toset(["*.example.com", "www.example.org"]) && aws_acm_certificate.main.tags.Team == "a"
    error_message = "names and tags are as configured"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../certificate"
  }

  variables {
    domain_name             = "Example.com"
    additional_domain_names = ["a b"]
    hosted_zone             = "Example"
    tags                    = { "aws:team" = "a" }
  }

  expect_failures = [var.domain_name, var.additional_domain_names, var.hosted_zone, var.tags]
}
