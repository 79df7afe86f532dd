output "arn" {
  description = "ARN of the certificate, once AWS has issued it, for `network/*`."
  value       = aws_acm_certificate_validation.main.certificate_arn
}
