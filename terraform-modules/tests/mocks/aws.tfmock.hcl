# Values whose format the provider checks: ARNs, policies, and lists that must not be empty.

mock_data "aws_region" {
  defaults = { name = "us-east-1" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_availability_zones" {
  defaults = { names = ["us-east-1a", "us-east-1b", "us-east-1c"] }
}

mock_data "aws_ssm_parameter" {
  defaults = { insecure_value = "ami-1" }
}

mock_data "aws_subnets" {
  defaults = { ids = ["subnet-tagged-a", "subnet-tagged-b"] }
}

mock_data "aws_route53_zone" {
  defaults = { zone_id = "Z1" }
}

mock_resource "aws_security_group" {
  defaults = { id = "sg-own", arn = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-own" }
}

mock_resource "aws_vpc" {
  defaults = { id = "vpc-own", ipv6_cidr_block = "2001:db8:1234:1a00::/56" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/app/dev" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:us-east-1:123456789012:app-dev" }
}

mock_resource "aws_efs_file_system" {
  defaults = { id = "fs-1", arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1" }
}

mock_resource "aws_efs_access_point" {
  defaults = { id = "fsap-1", arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1" }
}

mock_resource "aws_sqs_queue" {
  defaults = { arn = "arn:aws:sqs:us-east-1:123456789012:app-dev" }
}

mock_resource "aws_s3_bucket" {
  defaults = { id = "app-dev-uploads", arn = "arn:aws:s3:::app-dev-uploads" }
}

mock_resource "aws_dynamodb_table" {
  defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/app-dev-orders" }
}

mock_resource "aws_db_instance" {
  defaults = { resource_id = "db-ABC", master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds-db-1" }] }
}

mock_resource "aws_rds_cluster" {
  defaults = { cluster_resource_id = "cluster-ABC", master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds-cluster-1" }] }
}

mock_resource "aws_iam_instance_profile" {
  defaults = { arn = "arn:aws:iam::123456789012:instance-profile/app-dev-instances" }
}

mock_resource "aws_autoscaling_group" {
  defaults = { arn = "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/app-dev" }
}

mock_resource "aws_ecs_cluster" {
  defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/app-dev" }
}

mock_resource "aws_ecs_task_definition" {
  defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev-web:7" }
}

mock_resource "aws_iam_role" {
  defaults = { id = "app-dev-execution", arn = "arn:aws:iam::123456789012:role/app-dev-execution" }
}

mock_resource "aws_lb" {
  defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/app-dev/50dc6c495c0c9188" }
}

mock_resource "aws_lb_listener" {
  defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/app-dev/50dc6c495c0c9188/f2f7dc8efc522ab2" }
}

mock_resource "aws_lb_listener_rule" {
  defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/app-dev/50dc6c495c0c9188/f2f7dc8efc522ab2/1" }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/app-dev/73e2d6bc24d8a067"
    arn_suffix = "targetgroup/app-dev/73e2d6bc24d8a067"
  }
}

mock_resource "aws_service_discovery_service" {
  defaults = { arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1" }
}

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    domain_validation_options = [
      { domain_name = "example.com", resource_record_name = "_1.example.com", resource_record_type = "CNAME", resource_record_value = "_1.acm" },
      { domain_name = "*.example.com", resource_record_name = "_1.example.com", resource_record_type = "CNAME", resource_record_value = "_1.acm" },
      { domain_name = "app.example.com", resource_record_name = "_3.example.com", resource_record_type = "CNAME", resource_record_value = "_3.acm" },
      { domain_name = "api.example.com", resource_record_name = "_4.example.com", resource_record_type = "CNAME", resource_record_value = "_4.acm" },
      { domain_name = "inside.example.com", resource_record_name = "_5.example.com", resource_record_type = "CNAME", resource_record_value = "_5.acm" },
      { domain_name = "www.example.org", resource_record_name = "_2.example.org", resource_record_type = "CNAME", resource_record_value = "_2.acm" },
    ]
  }
}
