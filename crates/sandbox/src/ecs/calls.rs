//! Which operation is answered where. What is not here is refused by its name.

use super::Ecs;
use super::wire::{Answer, Input};
use crate::api::ApiError;

impl Ecs {
    pub(super) fn answer(&mut self, operation: &str, input: Input) -> Answer {
        match operation {
            "CreateCluster" => Ok(self.create_cluster(input)),
            "DescribeClusters" => self.describe_clusters(input),
            "ListClusters" => self.list_clusters(input),
            "UpdateCluster" | "UpdateClusterSettings" | "PutClusterCapacityProviders" => {
                self.update_cluster(input)
            }
            "DeleteCluster" => self.delete_cluster(input),
            "RegisterTaskDefinition" => self.register_task_definition(input),
            "DescribeTaskDefinition" => self.describe_task_definition(input),
            "DeregisterTaskDefinition" => self.deregister_task_definition(input),
            "DeleteTaskDefinitions" => Ok(self.delete_task_definitions(input)),
            "ListTaskDefinitions" => self.list_task_definitions(input),
            "ListTaskDefinitionFamilies" => self.list_task_definition_families(input),
            "PutAccountSetting" | "PutAccountSettingDefault" => self.put_account_setting(input),
            "DeleteAccountSetting" => self.delete_account_setting(input),
            "ListAccountSettings" => self.list_account_settings(input),
            "DescribeCapacityProviders" => Ok(self.describe_capacity_providers(input)),
            "TagResource" => self.tag_resource(input),
            "UntagResource" => self.untag_resource(input),
            "ListTagsForResource" => self.list_tags_for_resource(input),
            _ => self.answer_living(operation, input),
        }
    }

    /// The calls about what lives: services and tasks.
    fn answer_living(&mut self, operation: &str, input: Input) -> Answer {
        match operation {
            "CreateService" => self.create_service(input),
            "UpdateService" => self.update_service(input),
            "DeleteService" => self.delete_service(input),
            "DescribeServices" => self.describe_services(input),
            "ListServices" => self.list_services(input),
            "ListServiceDeployments" => self.list_service_deployments(input),
            "DescribeServiceDeployments" => self.describe_service_deployments(input),
            "DescribeServiceRevisions" => self.describe_service_revisions(input),
            "StopServiceDeployment" => self.stop_service_deployment(input),
            "RunTask" => self.run_task(input),
            "GetTaskProtection" => self.get_task_protection(input),
            "UpdateTaskProtection" => self.update_task_protection(input),
            "ExecuteCommand" => self.execute_command(input),
            "StopTask" => self.stop_task_of(input),
            "ListTasks" => self.list_tasks(input),
            "DescribeTasks" => self.describe_tasks(input),
            _ => Err(ApiError::not_implemented("ecs", operation)),
        }
    }
}
