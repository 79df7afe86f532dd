module "execution_role" {
  source = "../../execution_role"

  role_name          = "app-dev-execution"
  ssm_parameter_arns = ["arn:aws:ssm:us-east-1:123456789012:parameter/app/dev/*"]
  secret_arns        = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:app-dev-AbCdEf"]
}
