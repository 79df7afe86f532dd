locals {
  rights = {
    read  = ["elasticfilesystem:ClientMount"]
    write = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
  }
}

output "id" {
  description = "Id of the file system. Available after its mount targets, without which tasks cannot start."
  value       = aws_efs_file_system.main.id
  depends_on  = [aws_efs_mount_target.main, aws_efs_file_system_policy.main, aws_vpc_security_group_ingress_rule.clients]
}

output "arn" {
  description = "ARN of the file system."
  value       = aws_efs_file_system.main.arn
}

output "access_point_ids" {
  description = "Ids of the access points, by name."
  value       = { for name, point in aws_efs_access_point.main : name => point.id }
}

output "volumes" {
  description = "By the name of the access point: the volume, for `efs_volumes` of services and jobs. Available after the mount targets."
  value = {
    for name, point in aws_efs_access_point.main : name => { file_system_id = aws_efs_file_system.main.id, access_point_id = point.id }
  }
  depends_on = [aws_efs_mount_target.main, aws_efs_file_system_policy.main, aws_vpc_security_group_ingress_rule.clients]
}

output "statements" {
  description = "By the name of the access point: the statements that mounting it needs, for `task_role`: `read` or `write`."
  value = {
    for name, point in aws_efs_access_point.main : name => {
      for right, actions in local.rights : right => [{
        actions    = actions
        resources  = [aws_efs_file_system.main.arn]
        conditions = [{ test = "StringEquals", variable = "elasticfilesystem:AccessPointArn", values = [point.arn] }]
      }]
    }
  }
}

output "security_group_id" {
  description = "Security group of the mount targets."
  value       = aws_security_group.main.id
}
