# moto implements neither PutBackupPolicy nor DeleteFileSystemPolicy, so that only these tests use the module.

mock_provider "aws" {
  source = "./mocks"

  # Checks the statements of the policies; the provider makes the JSON.
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name   = "app-dev"
  vpc_id = "vpc-1"
}

run "defaults" {
  command = apply

  module {
    source = "../efs"
  }

  assert {
    condition     = aws_efs_file_system.main.encrypted && aws_efs_file_system.main.throughput_mode == "elastic" && one(aws_efs_file_system.main.lifecycle_policy).transition_to_ia == "AFTER_30_DAYS" && one(aws_efs_backup_policy.main[0].backup_policy).status == "ENABLED"
    error_message = "the file system is encrypted and has backups"
  }

  assert {
    condition     = aws_efs_mount_target.main[*].subnet_id == ["subnet-tagged-a", "subnet-tagged-b"] && data.aws_subnets.tagged[0].tags.Tier == "storage"
    error_message = "each storage subnet has a mount target"
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0 && aws_efs_mount_target.main[0].security_groups == toset(["sg-own"])
    error_message = "nobody can connect"
  }

  assert {
    condition     = one(data.aws_iam_policy_document.main.statement).effect == "Deny" && one(one(data.aws_iam_policy_document.main.statement).condition).variable == "aws:SecureTransport"
    error_message = "the policy allows nothing, and denies connections without TLS"
  }

  assert {
    condition     = output.volumes == {} && output.statements == {} && output.security_group_id == "sg-own"
    error_message = "there are no access points"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../efs"
  }

  variables {
    subnet_ids             = ["subnet-a"]
    clients                = { web = "sg-web" }
    access_points          = { uploads = { path = "/web/uploads", uid = 33, gid = 34, permissions = "0700" } }
    throughput_mode        = "bursting"
    infrequent_access_days = 1
    backup                 = false
    kms_key_arn            = "arn:aws:kms:us-east-1:123456789012:key/1"
    tags                   = { Team = "a" }
  }

  assert {
    condition     = aws_efs_file_system.main.throughput_mode == "bursting" && one(aws_efs_file_system.main.lifecycle_policy).transition_to_ia == "AFTER_1_DAY" && aws_efs_file_system.main.kms_key_id == var.kms_key_arn && length(aws_efs_backup_policy.main) == 0
    error_message = "the file system is as configured"
  }

  assert {
    condition     = one(aws_efs_mount_target.main[*].subnet_id) == "subnet-a" && length(data.aws_subnets.tagged) == 0
    error_message = "given subnets are used without a lookup"
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.clients : name => "${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port}" } == { web = "sg-web 2049-2049" }
    error_message = "the client can connect to NFS"
  }

  assert {
    condition     = one(aws_efs_access_point.main["uploads"].root_directory).path == "/web/uploads" && one(aws_efs_access_point.main["uploads"].posix_user).uid == 33 && one(one(aws_efs_access_point.main["uploads"].root_directory).creation_info).owner_gid == 34 && one(one(aws_efs_access_point.main["uploads"].root_directory).creation_info).permissions == "0700"
    error_message = "the access point is as configured"
  }

  assert {
    condition     = output.volumes == { uploads = { file_system_id = output.id, access_point_id = output.access_point_ids.uploads } }
    error_message = "the output is the volume of a service"
  }

  assert {
    condition = (
      output.statements.uploads.read[0].actions == ["elasticfilesystem:ClientMount"] && output.statements.uploads.write[0].actions == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] &&
      output.statements.uploads.write[0].resources == [output.arn] && output.statements.uploads.write[0].conditions[0].values == [aws_efs_access_point.main["uploads"].arn]
    )
    error_message = "the statements are for the access point only, and not for root"
  }

  assert {
    condition     = aws_efs_file_system.main.tags == tomap({ Team = "a", Name = "app-dev" }) && aws_efs_access_point.main["uploads"].tags.Team == "a" && aws_security_group.main.tags.Team == "a"
    error_message = "the tags are on everything"
  }
}

run "files_stay" {
  command = plan

  module {
    source = "../efs"
  }

  variables {
    infrequent_access_days = null
  }

  assert {
    condition     = length(aws_efs_file_system.main.lifecycle_policy) == 0
    error_message = "files are not moved"
  }
}

run "no_subnet" {
  command = plan

  module {
    source = "../efs"
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
    source = "../efs"
  }

  variables {
    name                   = "a name"
    vpc_id                 = "main"
    subnet_ids             = []
    subnet_tags            = {}
    clients                = { web = "web" }
    access_points          = { a = { path = "/" }, b = { path = "/b", uid = 0 } }
    throughput_mode        = "provisioned"
    infrequent_access_days = 2
    kms_key_arn            = "alias/app"
    tags                   = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.vpc_id, var.subnet_ids, var.subnet_tags, var.clients, var.access_points, var.throughput_mode,
    var.infrequent_access_days, var.kms_key_arn, var.tags,
  ]
}
