# Outputs that `deploy` reads.

output "cluster_name" {
  description = "Cluster of the services and the job."
  value       = module.cluster.name
}

output "services" {
  description = "ECS services, by the labels that `deploy` uses."
  value = {
    web    = module.web.service_name
    worker = module.worker.service_name
    rabbit = module.rabbit.service_name
  }
}

output "task_definitions" {
  description = "Task definition revisions that were applied, by the same labels."
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

# Outputs for people.

output "url" {
  description = "URL of the application."
  value       = module.network.url
}
