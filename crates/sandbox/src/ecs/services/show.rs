//! How a service is described (API Reference, "Service").

use serde_json::{Value, json};

use crate::ecs::input::Fields;
use crate::ecs::model::deployment::{Counts, Deployment};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::Service;
use crate::ecs::services::{configuration, counts, events};
use crate::ecs::state::Ecs;
use crate::ecs::task_sets;

/// As a call that changes the service shows it: with all its deployments.
pub(crate) fn service(ecs: &Ecs, id: ServiceId) -> Value {
    let mut shown = with_deployments(ecs, id, |service| service.deployments.iter().collect());
    shown["tags"] = ecs.tags.of(&ecs.services[id.0].arn).into();
    shown
}

pub(crate) fn with_deployments(ecs: &Ecs, id: ServiceId, visible: fn(&Service) -> Vec<&Deployment>) -> Value {
    let service = &ecs.services[id.0];
    let mut shown = service.fields.clone();
    shown.extend(state(ecs, service, &visible(service)));
    shown.into()
}

fn state(ecs: &Ecs, service: &Service, visible: &[&Deployment]) -> Fields {
    if configuration::has_task_sets(service) {
        return state_of_task_sets(ecs, service);
    }
    let counts: Vec<Counts> = visible.iter().map(|deployment| counts::of(ecs, service, deployment)).collect();
    let deployments = visible.iter().zip(&counts).enumerate();
    let deployments: Vec<Value> = deployments
        .map(|(place, (deployment, counts))| deployment.shown(deployment_status(place), *counts))
        .collect();
    let sum = |count: fn(&Counts) -> usize| counts.iter().map(count).sum::<usize>();
    let current = revisions(service, visible, &counts);
    let mut state = identity(ecs, service);
    state.extend(Fields::from_iter([
        ("runningCount".to_owned(), json!(sum(|counts| counts.running))),
        ("pendingCount".to_owned(), json!(sum(|counts| counts.pending))),
        ("taskDefinition".to_owned(), json!(visible[0].task_definition.arn)),
        ("deployments".to_owned(), json!(deployments)),
        ("currentServiceDeployment".to_owned(), json!(service.rollouts[visible[0].rollout].arn)),
        ("currentServiceRevisions".to_owned(), json!(current)),
    ]));
    state
}

/// Of a service whose deployments ECS does not control: it has no deployments, and no service deployments.
fn state_of_task_sets(ecs: &Ecs, service: &Service) -> Fields {
    let tasks = || service.live.iter().filter_map(|id| ecs.tasks.get(*id));
    let sets = service.task_sets.iter().map(|set| task_sets::show::task_set(ecs, service, set));
    let mut state = identity(ecs, service);
    state.extend(Fields::from_iter([
        ("runningCount".to_owned(), json!(tasks().filter(|task| task.is_running()).count())),
        ("pendingCount".to_owned(), json!(tasks().filter(|task| task.is_pending()).count())),
        ("deployments".to_owned(), json!([])),
        ("taskSets".to_owned(), sets.collect()),
    ]));
    if !service.task_definition.arn.is_empty() {
        state.insert("taskDefinition".into(), service.task_definition.arn.clone().into());
    }
    state
}

fn identity(ecs: &Ecs, service: &Service) -> Fields {
    Fields::from_iter([
        ("serviceArn".to_owned(), json!(service.arn)),
        ("serviceName".to_owned(), json!(service.name)),
        ("clusterArn".to_owned(), json!(ecs.cluster_arn(&service.cluster))),
        ("status".to_owned(), json!(service.status.name())),
        ("desiredCount".to_owned(), json!(service.desired)),
        ("events".to_owned(), json!(events::shown(service))),
        ("createdAt".to_owned(), json!(service.created.seconds())),
        ("createdBy".to_owned(), json!(format!("arn:aws:iam::{}:root", ecs.location.account))),
    ])
}

fn revisions(service: &Service, visible: &[&Deployment], counts: &[Counts]) -> Vec<Value> {
    let deployments = visible.iter().zip(counts);
    let shown = deployments.map(|(deployment, counts)| {
        json!({
            "arn": service.revisions[deployment.revision].arn,
            "requestedTaskCount": counts.desired,
            "runningTaskCount": counts.running,
            "pendingTaskCount": counts.pending,
        })
    });
    shown.collect()
}

fn deployment_status(place: usize) -> &'static str {
    if place == 0 { "PRIMARY" } else { "ACTIVE" }
}
