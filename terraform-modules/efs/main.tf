# A file system that tasks mount (`efs_volumes` of a service or job), with an access point for each use. It is encrypted, accepts
# connections with TLS only, and each client needs permissions for an access point.

resource "aws_efs_file_system" "main" {
  creation_token  = var.name
  encrypted       = true
  kms_key_id      = var.kms_key_arn
  throughput_mode = var.throughput_mode
  tags            = merge(var.tags, { Name = var.name })

  dynamic "lifecycle_policy" {
    for_each = var.infrequent_access_days[*]

    content {
      transition_to_ia = lifecycle_policy.value == 1 ? "AFTER_1_DAY" : "AFTER_${lifecycle_policy.value}_DAYS"
    }
  }
}

resource "aws_efs_access_point" "main" {
  for_each = var.access_points

  file_system_id = aws_efs_file_system.main.id
  tags           = merge(var.tags, { Name = "${var.name}-${each.key}" })

  # All files belong to this user, whoever the process in the container is.
  posix_user {
    uid = each.value.uid
    gid = each.value.gid
  }

  root_directory {
    path = each.value.path

    creation_info {
      owner_uid   = each.value.uid
      owner_gid   = each.value.gid
      permissions = each.value.permissions
    }
  }
}

# With a policy, clients without permissions have no access; the permissions are in the task roles.
data "aws_iam_policy_document" "main" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["elasticfilesystem:*"]
    resources = [aws_efs_file_system.main.arn]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_efs_file_system_policy" "main" {
  file_system_id = aws_efs_file_system.main.id
  policy         = data.aws_iam_policy_document.main.json
}

# Without it, there are no backups; destroying it disables them.
resource "aws_efs_backup_policy" "main" {
  count = var.backup ? 1 : 0

  file_system_id = aws_efs_file_system.main.id

  backup_policy {
    status = "ENABLED"
  }
}
