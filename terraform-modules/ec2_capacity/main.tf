# EC2 instances for tasks: an Auto Scaling group that ECS scales (a capacity provider), with the ECS-optimized image, IMDSv2 and an
# instance role that can register in this cluster only. Give its `name` to `capacity_providers` of `cluster` and to
# `capacity_provider_strategy` of services with the launch type EC2.

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/${ { x86 = "recommended", arm = "arm64/recommended", gpu = "gpu/recommended" }[var.hardware]}/image_id"
}

locals {
  # ECS reads its settings from this file when the instance starts.
  settings = merge(
    {
      ECS_CLUSTER                                = var.cluster_name
      ECS_ENABLE_SPOT_INSTANCE_DRAINING          = "true"
      ECS_AWSVPC_BLOCK_IMDS                      = "true"
      ECS_ENABLE_CONTAINER_METADATA              = "true"
      ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM = "ec2_instance"
    },
    var.hardware == "gpu" ? { ECS_ENABLE_GPU_SUPPORT = "true" } : {},
    var.agent_settings,
  )
}

resource "aws_launch_template" "main" {
  name                   = var.name
  description            = "Instances of ${var.name}"
  image_id               = data.aws_ssm_parameter.image.insecure_value
  instance_type          = var.instance_types[0]
  vpc_security_group_ids = concat([aws_security_group.main.id], var.security_group_ids)
  update_default_version = true
  user_data              = base64encode(join("\n", concat(["#!/bin/sh", "cat >>/etc/ecs/ecs.config <<'END'"], [for key, value in local.settings : "${key}=${value}"], ["END", ""])))
  tags                   = var.tags

  iam_instance_profile {
    arn = aws_iam_instance_profile.main.arn
  }

  # Version 2 of the metadata service only. Containers in bridge mode are one hop further away, and do not reach it.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = var.detailed_monitoring
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.disk_size
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      delete_on_termination = true
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = merge(var.tags, { Name = var.name })
  }

  tag_specifications {
    resource_type = "volume"
    tags          = merge(var.tags, { Name = var.name })
  }
}

resource "aws_autoscaling_group" "main" {
  name                  = var.name
  min_size              = var.minimum
  max_size              = var.maximum
  vpc_zone_identifier   = var.subnet_ids
  protect_from_scale_in = true
  default_cooldown      = 60

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = var.on_demand_base
      on_demand_percentage_above_base_capacity = 100 - var.spot_percentage
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.main.id
        version            = aws_launch_template.main.latest_version
      }

      dynamic "override" {
        for_each = var.instance_types

        content {
          instance_type = override.value
        }
      }
    }
  }

  # A new image or setting: instances are replaced when their tasks have stopped.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage       = 100
      scale_in_protected_instances = "Refresh"
    }
  }

  # ECS adds this tag itself; without it here, each plan would remove it.
  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  dynamic "tag" {
    for_each = var.tags

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  # ECS changes it.
  lifecycle {
    ignore_changes = [desired_capacity]

    precondition {
      condition     = var.minimum <= var.maximum
      error_message = "The minimum number of instances is not above the maximum."
    }
  }

  # Instances that start before the role has its permissions do not register.
  depends_on = [aws_iam_role_policy.main, aws_vpc_security_group_egress_rule.all]
}

resource "aws_ecs_capacity_provider" "main" {
  name = var.name
  tags = var.tags

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.main.arn
    managed_termination_protection = "ENABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = var.target_capacity
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 10
      instance_warmup_period    = 120
    }
  }
}

resource "aws_security_group" "main" {
  name        = "${var.name}-instances"
  description = "Instances of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-instances" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.main.id
  description       = "ECS, images and logs"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}
