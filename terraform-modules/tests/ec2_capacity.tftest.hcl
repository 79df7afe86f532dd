# The sandbox has no container instances, so that only these tests have capacity providers of EC2.

mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name         = "app-dev"
  cluster_name = "app-dev"
  vpc_id       = "vpc-1"
  subnet_ids   = ["subnet-a"]
}

run "defaults" {
  command = apply

  module {
    source = "../ec2_capacity"
  }

  assert {
    condition     = data.aws_ssm_parameter.image.name == "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id" && aws_launch_template.main.image_id == "ami-1" && aws_launch_template.main.instance_type == "t3.medium"
    error_message = "the image is the newest one for ECS"
  }

  assert {
    condition     = one(aws_launch_template.main.metadata_options).http_tokens == "required" && one(aws_launch_template.main.metadata_options).http_put_response_hop_limit == 1 && tobool(one(one(aws_launch_template.main.block_device_mappings).ebs).encrypted)
    error_message = "instances have version 2 of the metadata service only, and an encrypted disk"
  }

  assert {
    condition     = contains(split("\n", base64decode(aws_launch_template.main.user_data)), "ECS_CLUSTER=app-dev") && !can(regex("GPU", base64decode(aws_launch_template.main.user_data)))
    error_message = "they register in the cluster"
  }

  assert {
    condition     = aws_autoscaling_group.main.min_size == 0 && aws_autoscaling_group.main.max_size == 4 && aws_autoscaling_group.main.protect_from_scale_in && one(one(aws_autoscaling_group.main.mixed_instances_policy).instances_distribution).on_demand_percentage_above_base_capacity == 100
    error_message = "there are up to four instances, none of them Spot"
  }

  assert {
    condition     = one(aws_ecs_capacity_provider.main.auto_scaling_group_provider).managed_termination_protection == "ENABLED" && one(aws_ecs_capacity_provider.main.auto_scaling_group_provider).managed_draining == "ENABLED" && one(one(aws_ecs_capacity_provider.main.auto_scaling_group_provider).managed_scaling).target_capacity == 100 && output.name == "app-dev"
    error_message = "ECS scales the group, and drains an instance before it ends"
  }

  assert {
    condition     = alltrue([for statement in data.aws_iam_policy_document.main.statement : alltrue([for resource in statement.resources : can(regex("app-dev", resource))]) if statement.sid != "NoResource"])
    error_message = "the agent can work in this cluster only"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../ec2_capacity"
  }

  variables {
    hardware                 = "gpu"
    instance_types           = ["g5.xlarge", "g6.xlarge"]
    security_group_ids       = ["sg-more"]
    minimum                  = 1
    maximum                  = 10
    target_capacity          = 80
    spot_percentage          = 70
    on_demand_base           = 2
    disk_size                = 100
    detailed_monitoring      = false
    agent_settings           = { ECS_IMAGE_CLEANUP_INTERVAL = "10m" }
    kms_key_arn              = "arn:aws:kms:us-east-1:123456789012:key/1"
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    tags                     = { Team = "a" }
  }

  assert {
    condition     = data.aws_ssm_parameter.image.name == "/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id" && contains(split("\n", base64decode(aws_launch_template.main.user_data)), "ECS_ENABLE_GPU_SUPPORT=true") && contains(split("\n", base64decode(aws_launch_template.main.user_data)), "ECS_IMAGE_CLEANUP_INTERVAL=10m")
    error_message = "image and settings are those for GPUs"
  }

  assert {
    condition = (
      one(one(aws_autoscaling_group.main.mixed_instances_policy).instances_distribution).on_demand_percentage_above_base_capacity == 30 && one(one(aws_autoscaling_group.main.mixed_instances_policy).instances_distribution).on_demand_base_capacity == 2 &&
      one(one(aws_autoscaling_group.main.mixed_instances_policy).launch_template).override[*].instance_type == tolist(["g5.xlarge", "g6.xlarge"]) && aws_autoscaling_group.main.min_size == 1 && aws_autoscaling_group.main.max_size == 10
    )
    error_message = "the group is as configured"
  }

  assert {
    condition     = one(one(aws_launch_template.main.block_device_mappings).ebs).volume_size == 100 && one(one(aws_launch_template.main.block_device_mappings).ebs).kms_key_id == var.kms_key_arn && !one(aws_launch_template.main.monitoring).enabled && one(one(aws_ecs_capacity_provider.main.auto_scaling_group_provider).managed_scaling).target_capacity == 80
    error_message = "the instances are as configured"
  }

  assert {
    condition     = aws_iam_role.main.permissions_boundary == var.permissions_boundary_arn && aws_iam_role.main.tags.Team == "a" && contains([for tag in aws_autoscaling_group.main.tag : "${tag.key} ${tag.value}"], "Team a") && aws_launch_template.main.tags.Team == "a"
    error_message = "boundary and tags are as configured"
  }
}

run "more_than_the_maximum" {
  command = plan

  module {
    source = "../ec2_capacity"
  }

  variables {
    minimum = 5
  }

  expect_failures = [aws_autoscaling_group.main]
}

run "bad_input" {
  command = plan

  module {
    source = "../ec2_capacity"
  }

  variables {
    name                     = "ecs-app"
    cluster_name             = "app dev"
    vpc_id                   = "main"
    subnet_ids               = []
    security_group_ids       = ["more"]
    hardware                 = "tpu"
    instance_types           = ["large"]
    minimum                  = -1
    maximum                  = 0
    target_capacity          = 101
    spot_percentage          = 101
    on_demand_base           = -1
    disk_size                = 8
    agent_settings           = { ECS_CLUSTER = "other" }
    kms_key_arn              = "alias/app"
    permissions_boundary_arn = "boundary"
    tags                     = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.cluster_name, var.vpc_id, var.subnet_ids, var.security_group_ids, var.hardware, var.instance_types, var.minimum,
    var.maximum, var.target_capacity, var.spot_percentage, var.on_demand_base, var.disk_size, var.agent_settings, var.kms_key_arn,
    var.permissions_boundary_arn, var.tags,
  ]
}
