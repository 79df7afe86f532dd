mock_provider "aws" {
  source = "./mocks"
}

variables {
  name                  = "app-dev-job"
  vpc_id                = "vpc-1"
  execution_role_arn    = "arn:aws:iam::123456789012:role/execution"
  container_definitions = "[{\"name\":\"app\",\"image\":\"app:1\"},{\"name\":\"nginx\",\"image\":\"nginx:1\",\"logConfiguration\":{\"logDriver\":\"awsfirelens\"}}]"
}

run "defaults" {
  command = plan

  module {
    source = "../job"
  }

  assert {
    condition     = aws_ecs_task_definition.main.family == "app-dev-job" && output.family == "app-dev-job"
    error_message = "the family is the name"
  }

  assert {
    condition     = aws_ecs_task_definition.main.cpu == "256" && aws_ecs_task_definition.main.memory == "512"
    error_message = "the size is Fargate's smallest"
  }

  assert {
    condition     = aws_ecs_task_definition.main.skip_destroy
    error_message = "revisions are never deregistered"
  }

  assert {
    condition     = one(aws_ecs_task_definition.main.runtime_platform).cpu_architecture == "X86_64"
    error_message = "the architecture is X86_64"
  }

  assert {
    condition     = length(aws_ecs_task_definition.main.ephemeral_storage) == 0 && length(aws_ecs_task_definition.main.volume) == 0
    error_message = "the disk is the default of Fargate"
  }

  assert {
    condition     = output.subnet_ids == tolist(["subnet-tagged-a", "subnet-tagged-b"]) && data.aws_subnets.tagged[0].tags.Tier == "private"
    error_message = "the subnets are the private ones"
  }

  assert {
    condition     = output.main_container == "app"
    error_message = "the first container is the main one"
  }

  assert {
    condition     = alltrue([for container in jsondecode(aws_ecs_task_definition.main.container_definitions) : container.environment == [] && container.secrets == []])
    error_message = "nothing is added to the containers' environment"
  }

  assert {
    condition     = !can(jsondecode(aws_ecs_task_definition.main.container_definitions)[0].logConfiguration)
    error_message = "without a log group there is no log configuration"
  }
}

run "each_option" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    container_definitions = "[{\"name\":\"app\",\"image\":\"app:1\",\"essential\":false,\"environment\":[{\"name\":\"A\",\"value\":\"given\"},{\"name\":\"B\",\"value\":\"b\"}],\"secrets\":[{\"name\":\"S\",\"valueFrom\":\"given\"}]},{\"name\":\"nginx\",\"image\":\"nginx:1\",\"logConfiguration\":{\"logDriver\":\"awsfirelens\"}}]"
    environment           = { A = "merged" }
    secrets = {
      KEY   = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:key::"
      PARAM = "arn:aws:ssm:us-east-1:123456789012:parameter/app/param"
    }
    log_group_name    = "/ecs/app"
    cpu               = 8192
    memory            = 20480
    ephemeral_storage = 21
    volumes           = ["static"]
    architecture      = "ARM64"
    role_arn          = "arn:aws:iam::123456789012:role/app"
    subnet_ids        = ["subnet-given"]
    tags              = { Team = "a" }
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.main.container_definitions)[0].environment : variable.name => variable.value } == { A = "merged", B = "b" }
    error_message = "environment is merged by name and overrides container_definitions"
  }

  assert {
    condition     = keys({ for secret in jsondecode(aws_ecs_task_definition.main.container_definitions)[0].secrets : secret.name => secret.valueFrom }) == ["KEY", "PARAM", "S"]
    error_message = "the secrets are merged by name"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[1].environment == [] && jsondecode(aws_ecs_task_definition.main.container_definitions)[1].secrets == []
    error_message = "only the main container has them"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].essential == false && jsondecode(aws_ecs_task_definition.main.container_definitions)[1].essential == true
    error_message = "attributes of a container are kept, missing ones get the defaults of ECS"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].logConfiguration == { logDriver = "awslogs", options = { awslogs-group = "/ecs/app", awslogs-region = "us-east-1", awslogs-stream-prefix = "app-dev-job" } }
    error_message = "a container without a log configuration writes to the log group"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[1].logConfiguration == { logDriver = "awsfirelens" }
    error_message = "a container with a log configuration keeps it"
  }

  assert {
    condition     = aws_ecs_task_definition.main.cpu == "8192" && aws_ecs_task_definition.main.memory == "20480"
    error_message = "the size is as configured"
  }

  assert {
    condition     = one(aws_ecs_task_definition.main.ephemeral_storage).size_in_gib == 21 && one(aws_ecs_task_definition.main.volume).name == "static"
    error_message = "disk and volumes are as configured"
  }

  assert {
    condition     = one(aws_ecs_task_definition.main.runtime_platform).cpu_architecture == "ARM64" && aws_ecs_task_definition.main.task_role_arn == "arn:aws:iam::123456789012:role/app"
    error_message = "architecture and role are as configured"
  }

  assert {
    condition     = output.subnet_ids == tolist(["subnet-given"]) && length(data.aws_subnets.tagged) == 0
    error_message = "given subnets are used without a lookup"
  }

  assert {
    condition     = aws_ecs_task_definition.main.tags.Team == "a" && aws_security_group.main.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "own_log_group" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    log_group = { retention_days = 7, kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    tags      = { Team = "a" }
  }

  assert {
    condition     = aws_cloudwatch_log_group.main[0].name == "/ecs/app-dev-job" && aws_cloudwatch_log_group.main[0].retention_in_days == 7 && aws_cloudwatch_log_group.main[0].kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/1" && aws_cloudwatch_log_group.main[0].tags.Team == "a"
    error_message = "the log group is as configured"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].logConfiguration.options.awslogs-group == "/ecs/app-dev-job" && jsondecode(aws_ecs_task_definition.main.container_definitions)[1].logConfiguration.logDriver == "awsfirelens"
    error_message = "containers without a log configuration write to it"
  }
}

run "efs_volumes" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    role_arn = "arn:aws:iam::123456789012:role/app"
    volumes  = ["static"]
    efs_volumes = {
      uploads = { file_system_id = "fs-1", access_point_id = "fsap-1" }
      shared  = { file_system_id = "fs-2", root_directory = "/shared" }
    }
  }

  assert {
    condition     = { for volume in aws_ecs_task_definition.main.volume : volume.name => try("${volume.efs_volume_configuration[0].file_system_id} ${volume.efs_volume_configuration[0].root_directory}", "") } == { static = "", uploads = "fs-1 /", shared = "fs-2 /shared" }
    error_message = "there are an empty volume and two in EFS"
  }

  assert {
    condition     = alltrue([for volume in aws_ecs_task_definition.main.volume : volume.efs_volume_configuration[0].transit_encryption == "ENABLED" && volume.efs_volume_configuration[0].authorization_config[0].iam == "ENABLED" if volume.name != "static"])
    error_message = "transit is encrypted, and the task role authorizes"
  }

  assert {
    condition     = one([for volume in aws_ecs_task_definition.main.volume : volume.efs_volume_configuration[0].authorization_config[0].access_point_id if volume.name == "uploads"]) == "fsap-1"
    error_message = "the access point is as configured"
  }
}

run "sidecars" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    role_arn         = "arn:aws:iam::123456789012:role/app"
    log_group_name   = "/ecs/app"
    environment      = { A = "a" }
    xray             = true
    cloudwatch_agent = true
    firelens = {
      options        = { Name = "http", Host = "logs.example.com" }
      secret_options = { Passwd = "arn:aws:ssm:us-east-1:123456789012:parameter/app/logs" }
    }
    sidecar_images = { xray = "xray:1" }
  }

  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.main.container_definitions) : "${container.name} ${container.essential}"] == ["app true", "nginx true", "cloudwatch-agent false", "log_router true", "xray-daemon false"]
    error_message = "the sidecars follow the containers"
  }

  assert {
    condition = { for container in jsondecode(aws_ecs_task_definition.main.container_definitions) : container.name => container.logConfiguration.logDriver } == {
      app = "awsfirelens", nginx = "awsfirelens", cloudwatch-agent = "awsfirelens", log_router = "awslogs", xray-daemon = "awsfirelens"
    }
    error_message = "all logs go through FireLens, but its own"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].logConfiguration == { logDriver = "awsfirelens", options = { Name = "http", Host = "logs.example.com" }, secretOptions = [{ name = "Passwd", valueFrom = "arn:aws:ssm:us-east-1:123456789012:parameter/app/logs" }] }
    error_message = "the options are as configured"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[4].image == "xray:1" && jsondecode(aws_ecs_task_definition.main.container_definitions)[4].portMappings[0] == { containerPort = 2000, protocol = "udp" } && jsondecode(aws_ecs_task_definition.main.container_definitions)[2].environment[0].value == var.cloudwatch_agent_config && jsondecode(aws_ecs_task_definition.main.container_definitions)[3].firelensConfiguration.type == "fluentbit"
    error_message = "each sidecar has what it needs"
  }

  assert {
    condition     = output.main_container == "app" && jsondecode(aws_ecs_task_definition.main.container_definitions)[0].environment == [{ name = "A", value = "a" }]
    error_message = "the main container is the first of your own"
  }
}

run "sidecar_twice_and_without_role" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    container_definitions = "[{\"name\":\"xray-daemon\",\"image\":\"xray:1\"}]"
    xray                  = true
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "two_log_groups_and_two_volumes_of_a_name" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    log_group      = {}
    log_group_name = "/ecs/app"
    volumes        = ["data"]
    efs_volumes    = { data = { file_system_id = "fs-1" } }
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "main_container" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    main_container = "nginx"
    environment    = { A = "a" }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.main.container_definitions)[0].environment == [] && one(jsondecode(aws_ecs_task_definition.main.container_definitions)[1].environment).name == "A"
    error_message = "environment goes to the main container"
  }
}

run "unknown_main_container" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    main_container = "web"
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "unsupported_size" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    cpu    = 256
    memory = 4096
  }

  expect_failures = [aws_ecs_task_definition.main]
}

run "no_subnets" {
  command = plan

  module {
    source = "../job"
  }

  override_data {
    target = data.aws_subnets.tagged
    values = { ids = [] }
  }

  expect_failures = [data.aws_subnets.tagged]
}

run "bad_input" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    name                    = "1st job"
    vpc_id                  = "main"
    container_definitions   = "[{\"image\":\"app:1\"}]"
    main_container          = ""
    environment             = { "A-B" = "a" }
    secrets                 = { A = "hunter2" }
    log_group_name          = "a group"
    cpu                     = 300
    memory                  = 3
    ephemeral_storage       = 20
    volumes                 = ["a volume"]
    log_group               = { name = "a group", retention_days = 31, kms_key_arn = "alias/app" }
    cloudwatch_agent_config = "statsd"
    firelens                = { options = {}, secret_options = { key = "a" } }
    sidecar_images          = { xray = "an image" }
    efs_volumes             = { data = { file_system_id = "data", access_point_id = "fsap-1", root_directory = "/data" } }
    architecture            = "arm64"
    execution_role_arn      = "execution"
    role_arn                = "role"
    subnet_ids              = []
    subnet_tags             = {}
    tags                    = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.vpc_id, var.container_definitions, var.main_container, var.environment, var.secrets, var.log_group_name,
    var.cpu, var.memory, var.ephemeral_storage, var.volumes, var.log_group, var.efs_volumes,
    var.cloudwatch_agent_config, var.firelens, var.sidecar_images, var.architecture, var.execution_role_arn, var.role_arn,
    var.subnet_ids, var.subnet_tags, var.tags,
  ]
}

run "no_containers" {
  command = plan

  module {
    source = "../job"
  }

  variables {
    container_definitions = "[]"
  }

  expect_failures = [var.container_definitions]
}
