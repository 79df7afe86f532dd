# What `deploy` reads.

output "cluster_name" {
  description = "Cluster of the services and the job."
  value       = module.cluster.name
}

output "services" {
  description = "Services by the names that `deploy redeploy` takes."
  value = {
    web    = module.web.service_name
    worker = module.worker.service_name
    rabbit = module.rabbit.service_name
  }
}

output "task_definitions" {
  description = "The revisions that were applied, by the same names."
  value = {
    web    = module.web.task_definition_arn
    worker = module.worker.task_definition_arn
    rabbit = module.rabbit.task_definition_arn
  }
}

output "app_tag" {
  description = "Tag that is deployed."
  value       = var.app_tag
}

output "job_task_definition_family" {
  description = "Task definition of one-off tasks."
  value       = module.job.family
}

output "subnet_ids" {
  description = "Subnets of one-off tasks."
  value       = module.job.subnet_ids
}

output "security_group" {
  description = "Security group of one-off tasks."
  value       = module.job.security_group_id
}

# What people read.

output "url" {
  description = "Where the application is reached."
  value       = module.network.url
}
