# The task: its definition, its subnets and its security group.

locals {
  subnet_ids = var.subnet_ids == null ? one(data.aws_subnets.tagged[*].ids) : var.subnet_ids
}

resource "aws_ecs_task_definition" "main" {
  family                   = var.name
  container_definitions    = local.container_definitions
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = var.network_mode
  requires_compatibilities = [var.launch_type]
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.role_arn
  tags                     = var.tags

  # Terraform would deregister the old revision before the service uses the new one. If the apply failed at that point, the
  # service could not start tasks any more. So revisions are kept.
  skip_destroy = true

  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage[*]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = var.volumes

    content {
      name = volume.value
    }
  }

  dynamic "volume" {
    for_each = var.host_volumes

    content {
      name      = volume.key
      host_path = volume.value
    }
  }

  dynamic "volume" {
    for_each = var.efs_volumes

    content {
      name = volume.key

      efs_volume_configuration {
        file_system_id     = volume.value.file_system_id
        root_directory     = volume.value.root_directory
        transit_encryption = "ENABLED"

        authorization_config {
          access_point_id = volume.value.access_point_id
          iam             = var.role_arn == null ? "DISABLED" : "ENABLED"
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.launch_type != "FARGATE" || contains(local.fargate_memory[var.cpu], var.memory)
      error_message = "Fargate has no task with ${var.cpu} CPU units and ${var.memory} MiB; with ${var.cpu} it has ${join(", ", local.fargate_memory[var.cpu])}."
    }

    precondition {
      condition     = contains([for container in local.containers : container.name], local.main_container)
      error_message = "No container is named ${local.main_container}; there is ${join(", ", local.containers[*].name)}."
    }

    precondition {
      condition     = length(setintersection([for container in local.containers : container.name], keys(local.sidecars))) == 0
      error_message = "xray, cloudwatch_agent and firelens add the containers ${join(", ", keys(local.sidecars))}: container_definitions already has one of them."
    }

    precondition {
      condition     = !(var.xray || var.cloudwatch_agent) || var.role_arn != null
      error_message = "The X-Ray daemon and the CloudWatch agent call AWS with the task role: give role_arn."
    }

    precondition {
      condition     = length(concat(tolist(var.volumes), keys(var.efs_volumes), keys(var.host_volumes))) == length(setunion(var.volumes, keys(var.efs_volumes), keys(var.host_volumes)))
      error_message = "A volume is an empty one, in EFS or of the host: a name is in two of volumes, efs_volumes and host_volumes."
    }

    precondition {
      condition     = var.launch_type != "FARGATE" || (var.network_mode == "awsvpc" && length(var.host_volumes) == 0)
      error_message = "Fargate has the network mode awsvpc and no volumes of the host: set launch_type to EC2 or EXTERNAL."
    }

    precondition {
      condition     = var.launch_type != "EXTERNAL" || var.network_mode != "awsvpc"
      error_message = "Your own servers have no network interfaces of AWS: set network_mode to bridge or host."
    }

    precondition {
      condition     = var.launch_type == "FARGATE" || var.ephemeral_storage == null
      error_message = "Ephemeral storage is of Fargate: on instances, a task uses their disks."
    }

    precondition {
      condition     = var.log_group == null || var.log_group_name == null
      error_message = "Containers write to one log group: give log_group_name or log_group."
    }
  }
}

data "aws_subnets" "tagged" {
  count = var.subnet_ids == null ? 1 : 0

  filter {
    name   = "vpc-id"
    values = [var.vpc_id]
  }

  tags = var.subnet_tags

  lifecycle {
    postcondition {
      condition     = length(self.ids) > 0
      error_message = "${var.vpc_id} has no subnet with the tags ${jsonencode(var.subnet_tags)}: tag them so, or give subnet_ids."
    }
  }
}

resource "aws_security_group" "main" {
  name        = var.name
  description = "Tasks of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = var.name })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.main.id
  description       = "Images, logs, secrets and what the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
  tags              = var.tags
}
