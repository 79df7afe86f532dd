module "task_role" {
  source = "../../task_role"

  name                   = "app-dev-web"
  enable_execute_command = true

  statements = [
    {
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = ["arn:aws:s3:::app-dev-uploads/*"]
    },
    {
      actions        = ["cloudwatch:PutMetricData"]
      resources      = ["*"]
      allow_wildcard = true
      conditions     = [{ test = "StringEquals", variable = "cloudwatch:namespace", values = ["app-dev"] }]
    },
  ]
}
