//! Placing a new task of a service.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::script::TaskOutcome;
use crate::ecs::model::service_revision::ServiceRevision;
use crate::ecs::model::task::Owner;
use crate::ecs::rules::task_context::TaskContext;
use crate::ecs::scheduler::origin::Origin;
use crate::ecs::scheduler::{breaker, plan};
use crate::ecs::services::fields::complete_provider;
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::start;
use crate::ecs::tasks::start::NewTask;

/// One new task; none if it cannot be placed.
pub(crate) fn place(ecs: &mut Ecs, id: ServiceId, origin: &Origin, at: Moment) -> Option<TaskId> {
    let service = &ecs.services[id.0];
    let subject = TaskContext {
        service: Some(&service.name),
        task_definition: &origin.task_definition,
        region: &ecs.location.region,
        network: origin.fields.get("networkConfiguration"),
        pushed: ecs.images.have(&origin.task_definition),
    };
    let script = ecs.rules.script(&subject);
    if let TaskOutcome::NotPlaced { reason, role } = &script.outcome {
        not_placed(ecs, id, reason, *role, at);
        return None;
    }
    let owner = Owner::Service {
        service: id,
        deployment: origin.number,
        targets: configuration::has_targets(&origin.fields),
        grace: configuration::grace(service),
    };
    let digests = match origin.revision {
        Some(revision) => pinned_digests(ecs, id, revision, &script.outcome),
        None => ecs.images.digests(&origin.task_definition),
    };
    let new = NewTask {
        cluster: ecs.services[id.0].cluster.clone(),
        zone: origin.zone,
        task_definition: Arc::clone(&origin.task_definition),
        owner,
        fields: fields_of_task(&ecs.services[id.0].name, origin),
        script,
        digests,
    };
    let task = start::start(ecs, new, at);
    ecs.services[id.0].live.push(task);
    tag(ecs, id, task);
    Some(task)
}

/// The digests that the task runs. The first task of a revision whose images can be pulled determines those of all later ones.
fn pinned_digests(ecs: &mut Ecs, id: ServiceId, revision: usize, outcome: &TaskOutcome) -> Vec<String> {
    let ServiceRevision { digests, task_definition, .. } = &mut ecs.services[id.0].revisions[revision];
    let is_pulled = !matches!(outcome, TaskOutcome::FailsToStart { .. });
    let containers =
        digests.iter_mut().zip(&task_definition.containers).zip(ecs.images.digests(task_definition));
    let mut chosen = Vec::new();
    for ((pinned, plan), found) in containers {
        if plan.is_consistent && is_pulled {
            pinned.get_or_insert_with(|| found.clone());
        }
        chosen.push(pinned.clone().unwrap_or(found));
    }
    chosen
}

fn not_placed(ecs: &mut Ecs, id: ServiceId, reason: &str, role: bool, at: Moment) {
    let message = if role {
        format!("failed to launch a task with (error {reason}).")
    } else {
        format!("was unable to place a task. Reason: {reason}.")
    };
    events::add_once(ecs, id, &message, at);
    breaker::count_failure(ecs, id, at);
    breaker::delay_next_task(ecs, id, at);
    plan::look_at(ecs, id, ecs.services[id.0].not_before);
}

/// API Reference, "`CreateService`": `propagateTags` and `enableECSManagedTags`.
fn tag(ecs: &mut Ecs, id: ServiceId, task: TaskId) {
    let (service, Some(task)) = (&ecs.services[id.0], ecs.tasks.get(task)) else { return };
    let source = match service.fields.get("propagateTags").and_then(Value::as_str) {
        Some("SERVICE") => &service.arn,
        Some("TASK_DEFINITION") => &task.definition.arn,
        _ => "",
    };
    let mut tags = ecs.tags.of(source).to_vec();
    if service.fields.get("enableECSManagedTags") == Some(&json!(true)) {
        tags.push(json!({ "key": "aws:ecs:serviceName", "value": service.name }));
        tags.push(json!({ "key": "aws:ecs:clusterName", "value": service.cluster }));
    }
    ecs.tags.set(&task.arn, &tags);
}

fn fields_of_task(service: &str, origin: &Origin) -> Fields {
    let mut fields = Fields::from_iter([
        ("group".to_owned(), json!(format!("service:{service}"))),
        ("startedBy".to_owned(), json!(origin.id)),
        ("overrides".to_owned(), json!({ "containerOverrides": [] })),
    ]);
    let same = [
        "launchType",
        "capacityProviderStrategy",
        "platformFamily",
        "enableExecuteCommand",
        "networkConfiguration",
    ];
    for name in same {
        fields.extend(origin.fields.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    if origin.fields.contains_key("platformVersion") {
        fields.insert("platformVersion".into(), "1.4.0".into());
    }
    complete_provider(&mut fields);
    fields
}
