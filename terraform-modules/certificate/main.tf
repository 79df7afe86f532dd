# An ACM certificate, validated by DNS records in Route 53. AWS renews it as long as the records exist.

locals {
  # A name and its wildcard have the same validation record.
  proved = toset([for name in setunion([var.domain_name], var.additional_domain_names) : trimprefix(name, "*.")])
  proofs = {
    for name in local.proved : name => [
      for option in aws_acm_certificate.main.domain_validation_options : option
      if trimprefix(option.domain_name, "*.") == name
    ]
  }
}

resource "aws_acm_certificate" "main" {
  domain_name               = var.domain_name
  subject_alternative_names = var.additional_domain_names
  validation_method         = "DNS"
  tags                      = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

data "aws_route53_zone" "main" {
  name = var.hosted_zone
}

resource "aws_route53_record" "proof" {
  for_each = local.proved

  zone_id = data.aws_route53_zone.main.zone_id
  name    = local.proofs[each.key][0].resource_record_name
  type    = local.proofs[each.key][0].resource_record_type
  records = [local.proofs[each.key][0].resource_record_value]
  ttl     = 300

  # Another certificate for the same name needs the same record.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [for record in aws_route53_record.proof : record.fqdn]
}
