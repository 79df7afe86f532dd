//! How a service is described (API Reference, "Service").

use serde_json::{Value, json};

use crate::ecs::input::Fields;
use crate::ecs::model::deployment::{Counts, Deployment};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::Service;
use crate::ecs::services::{counts, events};
use crate::ecs::state::Ecs;

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
    let counts: Vec<Counts> = visible.iter().map(|deployment| counts::of(ecs, service, deployment)).collect();
    let deployments = visible.iter().zip(&counts).enumerate();
    let deployments: Vec<Value> = deployments
        .map(|(place, (deployment, counts))| deployment.shown(deployment_status(place), *counts))
        .collect();
    let sum = |count: fn(&Counts) -> usize| counts.iter().map(count).sum::<usize>();
    let current = revisions(service, visible, &counts);
    Fields::from_iter([
        ("serviceArn".to_owned(), json!(service.arn)),
        ("serviceName".to_owned(), json!(service.name)),
        ("clusterArn".to_owned(), json!(ecs.cluster_arn(&service.cluster))),
        ("status".to_owned(), json!(service.status.name())),
        ("desiredCount".to_owned(), json!(service.desired)),
        ("runningCount".to_owned(), json!(sum(|counts| counts.running))),
        ("pendingCount".to_owned(), json!(sum(|counts| counts.pending))),
        ("taskDefinition".to_owned(), json!(visible[0].task_definition.arn)),
        ("deployments".to_owned(), json!(deployments)),
        ("events".to_owned(), json!(events::shown(service))),
        ("createdAt".to_owned(), json!(service.created.seconds())),
        ("createdBy".to_owned(), json!(format!("arn:aws:iam::{}:root", ecs.location.account))),
        ("currentServiceDeployment".to_owned(), json!(service.rollouts[visible[0].rollout].arn)),
        ("currentServiceRevisions".to_owned(), json!(current)),
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
