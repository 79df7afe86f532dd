output "arn" {
  description = "ARN of the certificate, for `network/*`. Available after AWS has issued it."
  value       = aws_acm_certificate_validation.main.certificate_arn
}
