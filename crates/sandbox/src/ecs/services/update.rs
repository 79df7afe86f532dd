//! `UpdateService`.

use std::sync::Arc;

use serde_json::json;

use crate::api::ApiError;
use crate::ecs::input::{Answer, Fields, Input};
use crate::ecs::model::service::Service;
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::begin;
use crate::ecs::services::checks::{controller, deployment_configuration};
use crate::ecs::services::{configuration, fields, show};
use crate::ecs::state::Ecs;

pub(crate) fn update(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let id = ecs.service_id(&cluster, input.required("service")?)?;
    if !ecs.services[id.0].is_active() {
        return Err(ApiError::client("ServiceNotActiveException", "Service was not ACTIVE."));
    }
    controller::check_update(&ecs.services[id.0], input)?;
    let task_definition = match input.text("taskDefinition") {
        Some(name) => Some(ecs.task_definitions.to_run(name)?),
        None => None,
    };
    let service = &mut ecs.services[id.0];
    let mut given =
        input.fields_without(&["cluster", "service", "taskDefinition", "desiredCount", "forceNewDeployment"]);
    deployment_configuration::check(&given)?;
    fields::complete_network(&mut given);
    let begins_deployment = !configuration::has_task_sets(service)
        && (input.flag("forceNewDeployment") || differs(service, &given, task_definition.as_ref()));
    change(service, given, task_definition);
    let desired = input.count("desiredCount");
    service.steady &= desired.is_none_or(|desired| desired == service.desired);
    service.desired = desired.unwrap_or(service.desired);
    if begins_deployment {
        begin::begin(ecs, id, ecs.now);
    }
    plan::look_soon(ecs, id, ecs.now);
    Ok(json!({ "service": show::service(ecs, id) }))
}

/// Whether a change begins a new deployment.
fn differs(service: &Service, given: &Fields, task_definition: Option<&Arc<TaskDefinition>>) -> bool {
    let changed = |name: &str| given.get(name).is_some_and(|value| service.fields.get(name) != Some(value));
    task_definition.is_some_and(|new| new.arn != service.task_definition.arn)
        || fields::TRIGGERS.into_iter().any(changed)
}

fn change(service: &mut Service, given: Fields, task_definition: Option<Arc<TaskDefinition>>) {
    service.fields.extend(given);
    fields::complete_deployment(&mut service.fields);
    if let Some(task_definition) = task_definition {
        service.task_definition = task_definition;
    }
}
