//! How a rollout begins: a new PRIMARY deployment of the service as it is now, or as it was.

use std::sync::Arc;

use crate::api::Moment;
use crate::ecs::model::deployment::{Deployment, RolloutState};
use crate::ecs::model::ids::{DeploymentNumber, ServiceId};
use crate::ecs::model::service_deployment::{ServiceDeployment, ServiceDeploymentStatus};
use crate::ecs::model::service_revision::ServiceRevision;
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::{alarms, stages};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;

/// How a rollout begins: by a call, or as the rollback of another one.
#[derive(Debug, Default)]
pub(crate) struct Start {
    pub(crate) rollback: Option<Rollback>,
}

/// A rollback: to which revision, which deployment had it, and why.
#[derive(Debug)]
pub(crate) struct Rollback {
    pub(crate) revision: usize,
    pub(crate) deployment: String,
    /// E.g. `ECS deployment circuit breaker`.
    pub(crate) by: &'static str,
}

/// Makes a new PRIMARY deployment of the service as it is now, or as it was.
pub(crate) fn begin(ecs: &mut Ecs, id: ServiceId, start: Start, at: Moment) {
    supersede(ecs, id, start.rollback.is_none(), at);
    let (revision, rollout) = match &start.rollback {
        Some(rollback) => (restore(ecs, id, rollback), ecs.services[id.0].primary().rollout),
        None => new_service_deployment(ecs, id, at),
    };
    if start.rollback.is_none() {
        alarms::plan(ecs, id, rollout, at);
        stages::enter_first(ecs, id, rollout, at);
    }
    if !reuse_deployment(ecs, id, &start, at) {
        let deployment = new_deployment(ecs, id, revision, rollout, at);
        ecs.services[id.0].deployments.insert(0, deployment);
    }
    if let Some(rollback) = start.rollback {
        let to = &rollback.deployment;
        let primary = ecs.services[id.0].primary_mut();
        primary.reason = format!("{}: rolling back to deploymentId {to}.", rollback.by);
        primary.is_rollback = true;
        events::add(ecs, id, &format!("rolling back to deployment {to}."), at);
    }
    ecs.services[id.0].steady = false;
    ecs.services[id.0].missing = ecs.rules.missing(&ecs.services[id.0].name);
    ecs.services[id.0].not_before = at;
    plan::look_soon(ecs, id, at);
}

/// Stops a rollout that is still in progress when another one begins.
fn supersede(ecs: &mut Ecs, id: ServiceId, by_another: bool, at: Moment) {
    let service = &mut ecs.services[id.0];
    let Some(primary) = service.deployments.first() else { return };
    let rollout = &mut service.rollouts[primary.rollout];
    if by_another && rollout.status.is_in_progress() {
        rollout.request(ServiceDeploymentStatus::StopRequested, at);
        rollout.reason = Some("Service deployment was superseded by a newer one.".into());
    }
}

fn new_service_deployment(ecs: &mut Ecs, id: ServiceId, at: Moment) -> (usize, usize) {
    let (digits, more) = (ecs.ids.digits(), ecs.ids.hex());
    let service = &mut ecs.services[id.0];
    let inside = format!("{}/{}", service.cluster, service.name);
    let sources = service.deployments.iter().map(|deployment| deployment.revision).collect();
    service.revisions.push(ServiceRevision {
        arn: ecs.location.arn(&format!("service-revision/{inside}/{digits}")),
        task_definition: Arc::clone(&service.task_definition),
        fields: Arc::new(service.fields.clone()),
        created: at,
    });
    let target = service.revisions.len() - 1;
    let arn = ecs.location.arn(&format!("service-deployment/{inside}/{}", &more[..22]));
    service.rollouts.push(ServiceDeployment::new(arn, sources, target, at));
    (target, service.rollouts.len() - 1)
}

/// Restores a revision of the service.
fn restore(ecs: &mut Ecs, id: ServiceId, rollback: &Rollback) -> usize {
    let service = &mut ecs.services[id.0];
    let revision = &service.revisions[rollback.revision];
    service.task_definition = Arc::clone(&revision.task_definition);
    service.fields = (*revision.fields).clone();
    rollback.revision
}

/// A rollback of a blue/green deployment, or under a rule that says so, makes the old deployment PRIMARY again if
/// it is still there.
fn reuse_deployment(ecs: &mut Ecs, id: ServiceId, start: &Start, at: Moment) -> bool {
    let Some(rollback) = &start.rollback else { return false };
    let service = &ecs.services[id.0];
    let keeps = configuration::is_blue_green(service) || ecs.rules.rollback_keeps_id(&service.name);
    let service = &mut ecs.services[id.0];
    let old = service.deployments.iter().position(|one| one.id == rollback.deployment);
    let Some(place) = old.filter(|_| keeps) else { return false };
    let rollout = service.primary().rollout;
    let deployment = service.deployments.remove(place);
    let state = RolloutState::InProgress;
    service.deployments.insert(0, Deployment { state, rollout, updated: at, ..deployment });
    true
}

fn new_deployment(ecs: &mut Ecs, id: ServiceId, revision: usize, rollout: usize, at: Moment) -> Deployment {
    let deployment_id = format!("ecs-svc/{}", ecs.ids.digits());
    let service = &mut ecs.services[id.0];
    service.numbered += 1;
    Deployment {
        number: DeploymentNumber(service.numbered),
        reason: format!("ECS deployment {deployment_id} in progress."),
        id: deployment_id,
        task_definition: Arc::clone(&service.task_definition),
        fields: Arc::clone(&service.revisions[revision].fields),
        state: RolloutState::InProgress,
        failed: 0,
        had_healthy_task: false,
        is_rollback: false,
        created: at,
        updated: at,
        hidden: ecs.rules.invisible(&service.name),
        rollout,
        revision,
    }
}
