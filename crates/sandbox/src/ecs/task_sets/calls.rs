//! The calls about task sets that exist.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::task_set::{TaskSet, TaskSetStatus};
use crate::ecs::names;
use crate::ecs::scheduler::plan;
use crate::ecs::state::Ecs;
use crate::ecs::task_sets::{create, show};

pub(crate) fn describe(ecs: &Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let id = ecs.service_id(&cluster, input.required("service")?)?;
    let service = &ecs.services[id.0];
    let asked: Vec<&str> = input.texts("taskSets").collect();
    let is_asked = |set: &&TaskSet| asked.is_empty() || asked.iter().any(|name| is_named(set, name));
    let shown: Vec<Value> = service
        .task_sets
        .iter()
        .filter(is_asked)
        .map(|set| {
            let mut shown = show::task_set(ecs, service, set);
            let tags = if input.includes("TAGS") { ecs.tags.of(&set.arn) } else { &[] };
            shown["tags"] = tags.into();
            shown
        })
        .collect();
    let missing = asked.iter().filter(|name| !service.task_sets.iter().any(|set| is_named(set, name)));
    let failures: Vec<Value> = missing.map(|name| json!({ "arn": name, "reason": "MISSING" })).collect();
    Ok(json!({ "taskSets": shown, "failures": failures }))
}

pub(crate) fn update(ecs: &mut Ecs, input: Input) -> Answer {
    let (id, place) = find(ecs, input, "taskSet")?;
    let scale =
        create::scale(input.get("scale"))?.ok_or_else(|| invalid("scale cannot be null or empty."))?;
    let set = &mut ecs.services[id.0].task_sets[place];
    set.scale = scale;
    Ok(changed(ecs, id, place))
}

/// Without `force`, a task set that has tasks is not deleted (API Reference, "`DeleteTaskSet`").
pub(crate) fn delete(ecs: &mut Ecs, input: Input) -> Answer {
    let (id, place) = find(ecs, input, "taskSet")?;
    let set = &mut ecs.services[id.0].task_sets[place];
    if set.scale > 0.0 && !input.flag("force") {
        return Err(invalid("The task set cannot be deleted while it is scaled above 0."));
    }
    set.status = TaskSetStatus::Draining;
    Ok(changed(ecs, id, place))
}

/// The task set that was PRIMARY is ACTIVE from now on.
pub(crate) fn update_primary(ecs: &mut Ecs, input: Input) -> Answer {
    let (id, place) = find(ecs, input, "primaryTaskSet")?;
    for (other, set) in ecs.services[id.0].task_sets.iter_mut().enumerate() {
        match set.status {
            _ if other == place => set.status = TaskSetStatus::Primary,
            TaskSetStatus::Primary => set.status = TaskSetStatus::Active,
            _ => {}
        }
    }
    Ok(changed(ecs, id, place))
}

fn changed(ecs: &mut Ecs, id: ServiceId, place: usize) -> Value {
    let at = ecs.now;
    let set = &mut ecs.services[id.0].task_sets[place];
    set.updated = at;
    set.set_stable(false, at);
    plan::look_soon(ecs, id, at);
    let service = &ecs.services[id.0];
    json!({ "taskSet": show::task_set(ecs, service, &service.task_sets[place]) })
}

fn find(ecs: &Ecs, input: Input, field: &str) -> Result<(ServiceId, usize), ApiError> {
    let cluster = ecs.cluster_name(input)?;
    let id = ecs.service_id(&cluster, input.required("service")?)?;
    let name = input.required(field)?;
    let missing = || ApiError::client("TaskSetNotFoundException", "The specified task set wasn't found.");
    let place = ecs.services[id.0].task_sets.iter().position(|set| is_named(set, name));
    Ok((id, place.ok_or_else(missing)?))
}

/// By its id `ecs-svc/N`, by N, or by its ARN.
fn is_named(set: &TaskSet, name: &str) -> bool {
    names::last(&set.id) == names::last(name)
}
