//! `CreateTaskSet`, and the first task set of a service under `CODE_DEPLOY`.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Fields, Input, invalid};
use crate::ecs::model::ids::{DeploymentNumber, ServiceId};
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_set::{TaskSet, TaskSetStatus};
use crate::ecs::scheduler::plan;
use crate::ecs::services::{configuration, fields};
use crate::ecs::state::Ecs;
use crate::ecs::task_sets::show;

/// What a task set is made from.
struct NewTaskSet {
    started_by: &'static str,
    status: TaskSetStatus,
    task_definition: Arc<TaskDefinition>,
    fields: Fields,
    scale: f64,
}

/// Tasks run for it once it is scaled up: by default it has 0 % of the desired count.
pub(crate) fn create(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let id = ecs.service_id(&cluster, input.required("service")?)?;
    check_service(ecs, id)?;
    if let Some(set) = created_by(ecs, id, input) {
        return Ok(json!({ "taskSet": show::task_set(ecs, &ecs.services[id.0], &set) }));
    }
    let task_definition = ecs.task_definitions.to_run(input.required("taskDefinition")?)?;
    let not_in_fields = ["cluster", "service", "taskDefinition", "scale", "tags"];
    let mut given = input.fields_without(&not_in_fields);
    fields::complete_platform(&mut given);
    fields::complete_network(&mut given);
    let scale = scale(input.get("scale"))?.unwrap_or_default();
    let (started_by, status) = ("EXTERNAL", TaskSetStatus::Active);
    let new = NewTaskSet { started_by, status, task_definition, fields: given, scale };
    let set = add(ecs, id, new);
    ecs.tags.set(&set.arn, input.list("tags"));
    Ok(json!({ "taskSet": show::task_set(ecs, &ecs.services[id.0], &set) }))
}

/// The task set that a service under `CODE_DEPLOY` is created with.
pub(crate) fn first(ecs: &mut Ecs, id: ServiceId) {
    let service = &ecs.services[id.0];
    let same = ["launchType", "platformVersion", "platformFamily", "networkConfiguration", "loadBalancers"];
    let field = |name: &str| Some((name.to_owned(), service.fields.get(name)?.clone()));
    let new = NewTaskSet {
        started_by: "CODE_DEPLOY",
        status: TaskSetStatus::Primary,
        task_definition: Arc::clone(&service.task_definition),
        fields: same.into_iter().filter_map(field).collect(),
        scale: 100.0,
    };
    add(ecs, id, new);
}

fn add(ecs: &mut Ecs, id: ServiceId, new: NewTaskSet) -> TaskSet {
    let (at, set_id) = (ecs.now, format!("ecs-svc/{}", ecs.ids.digits()));
    let service = &mut ecs.services[id.0];
    service.numbered += 1;
    service.steady = false;
    let set = TaskSet {
        number: DeploymentNumber(service.numbered),
        arn: ecs.location.arn(&format!("task-set/{}/{}/{set_id}", service.cluster, service.name)),
        id: set_id,
        started_by: new.started_by,
        status: new.status,
        task_definition: new.task_definition,
        fields: new.fields,
        scale: new.scale,
        is_stable: false,
        stable_changed: at,
        created: at,
        updated: at,
    };
    service.task_sets.push(set.clone());
    plan::look_soon(ecs, id, at);
    set
}

fn check_service(ecs: &Ecs, id: ServiceId) -> Result<(), ApiError> {
    let service = &ecs.services[id.0];
    if !service.is_active() {
        return Err(ApiError::client("ServiceNotActiveException", "Service was not ACTIVE."));
    }
    match configuration::controller(&service.fields) {
        "EXTERNAL" => Ok(()),
        other => Err(invalid(format!(
            "Task sets cannot be created for services with the {other} deployment controller."
        ))),
    }
}

/// The task set that the same call created, if its answer was lost.
fn created_by(ecs: &Ecs, id: ServiceId, input: Input) -> Option<TaskSet> {
    let token = input.get("clientToken")?;
    let sets = &ecs.services[id.0].task_sets;
    sets.iter().find(|set| set.fields.get("clientToken") == Some(token)).cloned()
}

/// API Reference, "Scale".
pub(crate) fn scale(given: Option<&Value>) -> Result<Option<f64>, ApiError> {
    let Some(given) = given else { return Ok(None) };
    match given["value"].as_f64() {
        Some(value) if (0.0..=100.0).contains(&value) => Ok(Some(value)),
        _ => Err(invalid("The scale of a task set must be between 0 and 100 percent.")),
    }
}
