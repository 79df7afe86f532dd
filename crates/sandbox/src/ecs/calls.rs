//! Which function answers which operation. Any other operation is refused by its name.

use serde_json::Value;

use crate::api::{ApiError, Moment};
use crate::ecs::input::{Answer, Input};
use crate::ecs::state::Ecs;
use crate::ecs::{
    account_settings, capacity_providers, clusters, service_deployments, services, tags, task_definitions,
    task_sets, tasks, time,
};

/// Answers a call: `operation` as in the API, e.g. `DescribeServices`, `input` as JSON; 501 where the model lacks the operation.
pub(crate) fn call(ecs: &mut Ecs, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
    time::advance(ecs, now);
    answer(ecs, operation, Input(input))
}

fn answer(ecs: &mut Ecs, operation: &str, input: Input) -> Answer {
    match operation {
        "CreateCluster" => Ok(clusters::create(ecs, input)),
        "DescribeClusters" => clusters::describe(ecs, input),
        "ListClusters" => clusters::list(ecs, input),
        "UpdateCluster" | "UpdateClusterSettings" | "PutClusterCapacityProviders" => {
            clusters::update(ecs, input)
        }
        "DeleteCluster" => clusters::delete(ecs, input),
        "RegisterTaskDefinition" => task_definitions::register(ecs, input),
        "DescribeTaskDefinition" => task_definitions::describe(ecs, input),
        "DeregisterTaskDefinition" => task_definitions::deregister(ecs, input),
        "DeleteTaskDefinitions" => Ok(task_definitions::delete(ecs, input)),
        "ListTaskDefinitions" => task_definitions::list(ecs, input),
        "ListTaskDefinitionFamilies" => task_definitions::list_families(ecs, input),
        "PutAccountSetting" | "PutAccountSettingDefault" => account_settings::put(ecs, input),
        "DeleteAccountSetting" => account_settings::delete(ecs, input),
        "ListAccountSettings" => account_settings::list(ecs, input),
        "DescribeCapacityProviders" => Ok(capacity_providers::describe(ecs, input)),
        "TagResource" => tags::tag(ecs, input),
        "UntagResource" => tags::untag(ecs, input),
        "ListTagsForResource" => tags::list(ecs, input),
        _ => answer_about_services(ecs, operation, input),
    }
}

fn answer_about_services(ecs: &mut Ecs, operation: &str, input: Input) -> Answer {
    match operation {
        "CreateService" => services::create(ecs, input),
        "UpdateService" => services::update(ecs, input),
        "DeleteService" => services::delete(ecs, input),
        "DescribeServices" => services::describe(ecs, input),
        "ListServices" => services::list(ecs, input),
        "ListServiceDeployments" => service_deployments::list(ecs, input),
        "DescribeServiceDeployments" => service_deployments::describe(ecs, input),
        "DescribeServiceRevisions" => service_deployments::describe_revisions(ecs, input),
        "ContinueServiceDeployment" => service_deployments::continue_paused(ecs, input),
        "StopServiceDeployment" => service_deployments::stop(ecs, input),
        "CreateTaskSet" => task_sets::create(ecs, input),
        "DescribeTaskSets" => task_sets::describe(ecs, input),
        "UpdateTaskSet" => task_sets::update(ecs, input),
        "DeleteTaskSet" => task_sets::delete(ecs, input),
        "UpdateServicePrimaryTaskSet" => task_sets::update_primary(ecs, input),
        _ => answer_about_tasks(ecs, operation, input),
    }
}

fn answer_about_tasks(ecs: &mut Ecs, operation: &str, input: Input) -> Answer {
    match operation {
        "RunTask" => tasks::run(ecs, input),
        "GetTaskProtection" => tasks::get_protection(ecs, input),
        "UpdateTaskProtection" => tasks::update_protection(ecs, input),
        "ExecuteCommand" => tasks::execute_command(ecs, input),
        "StopTask" => tasks::stop(ecs, input),
        "ListTasks" => tasks::list(ecs, input),
        "DescribeTasks" => tasks::describe(ecs, input),
        _ => Err(ApiError::not_implemented("ecs", operation)),
    }
}
