//! How a rollout begins: a new PRIMARY deployment of the service as it is now, or as it was.

use std::sync::Arc;

use crate::api::Moment;
use crate::ecs::model::deployment::{Deployment, RolloutState};
use crate::ecs::model::ids::{DeploymentNumber, ServiceId};
use crate::ecs::model::service_deployment::{Rollback, ServiceDeployment, ServiceDeploymentStatus};
use crate::ecs::model::service_revision::ServiceRevision;
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::alarms;
use crate::ecs::service_deployments::lifecycle::stages;
use crate::ecs::services::{configuration, events, polls};
use crate::ecs::state::Ecs;

/// The deployment that a rollback goes back to, and who rolls back.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// `ecs-svc/…`
    pub(crate) deployment: String,
    /// E.g. `ECS deployment circuit breaker`.
    pub(crate) by: &'static str,
}

/// Makes a new PRIMARY deployment of the service as it is now.
pub(crate) fn begin(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    polls::remember(ecs, id);
    supersede(ecs, id, at);
    let rollout = new_service_deployment(ecs, id, at);
    alarms::plan(ecs, id, rollout, at);
    stages::enter_first(ecs, id, rollout, at);
    let revision = ecs.services[id.0].rollouts[rollout].target;
    let deployment_id = format!("ecs-svc/{}", ecs.services[id.0].revisions[revision].number);
    let new = NewDeployment { id: deployment_id, revision, rollout };
    let deployment = new_deployment(ecs, id, new, at);
    ecs.services[id.0].deployments.insert(0, deployment);
    begun(ecs, id, at);
}

/// Makes the earlier deployment PRIMARY again: under its own id (Developer Guide, "How the Amazon ECS deployment circuit breaker
/// detects failures": it changes from COMPLETED to `IN_PROGRESS`), or under a new one if a rule says so.
pub(crate) fn roll_back(ecs: &mut Ecs, id: ServiceId, rollback: &Rollback, earlier: &Earlier) {
    let at = rollback.started;
    polls::remember(ecs, id);
    restore(ecs, id, rollback);
    let to = &earlier.deployment;
    let deployment = primary_again(ecs, id, rollback, to);
    let reason = format!("{}: rolling back to deploymentId {to}.", earlier.by);
    let deployment = Deployment { reason, is_rollback: true, ..deployment };
    ecs.services[id.0].deployments.insert(0, deployment);
    // Until it is complete, a later deployment has nothing to roll back to.
    ecs.services[id.0].completed = None;
    events::add(ecs, id, &format!("rolling back to deployment {to}."), at);
    begun(ecs, id, at);
}

fn begun(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    ecs.services[id.0].steady = false;
    ecs.services[id.0].not_before = at;
    ecs.services[id.0].failed_starts = 0;
    if ecs.services[id.0].rebalancing.take().is_some() {
        events::add(ecs, id, "stopped AZ Rebalancing.", at);
    }
    plan::look_soon(ecs, id, at);
}

/// Stops a rollout that is still in progress when another one begins.
fn supersede(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let Some(primary) = service.deployments.first() else { return };
    let rollout = &mut service.rollouts[primary.rollout];
    if rollout.status.is_in_progress() {
        rollout.request(ServiceDeploymentStatus::StopRequested, at);
    }
}

fn new_service_deployment(ecs: &mut Ecs, id: ServiceId, at: Moment) -> usize {
    let (number, more) = (ecs.ids.digits(), ecs.ids.hex());
    let service = &mut ecs.services[id.0];
    let inside = format!("{}/{}", service.cluster, service.name);
    let mut sources: Vec<usize> = service.deployments.iter().map(|deployment| deployment.revision).collect();
    sources.dedup();
    service.revisions.push(ServiceRevision {
        arn: ecs.location.arn(&format!("service-revision/{inside}/{number}")),
        number,
        digests: service.task_definition.containers.iter().map(|_| None).collect(),
        task_definition: Arc::clone(&service.task_definition),
        fields: Arc::new(service.fields.clone()),
        created: at,
    });
    let target = service.revisions.len() - 1;
    let arn = ecs.location.arn(&format!("service-deployment/{inside}/{}", &more[..22]));
    service.rollouts.push(ServiceDeployment::new(arn, sources, target, at));
    service.rollouts.len() - 1
}

/// Restores a revision of the service.
fn restore(ecs: &mut Ecs, id: ServiceId, rollback: &Rollback) {
    let service = &mut ecs.services[id.0];
    let revision = &service.revisions[rollback.revision];
    service.task_definition = Arc::clone(&revision.task_definition);
    service.fields = (*revision.fields).clone();
}

/// The deployment that a rollback makes PRIMARY; it is taken out of the list if it is there.
fn primary_again(ecs: &mut Ecs, id: ServiceId, rollback: &Rollback, to: &str) -> Deployment {
    let at = rollback.started;
    let service = &ecs.services[id.0];
    let new_id = !configuration::is_blue_green(service) && ecs.rules.rollback_takes_new_id(&service.name);
    let old = service.deployments.iter().position(|one| one.id == to).filter(|_| !new_id);
    let rollout = service.primary().rollout;
    if let Some(place) = old {
        let old = ecs.services[id.0].deployments.remove(place);
        let state = RolloutState::InProgress;
        return Deployment { state, rollout, failed: 0, created: at, updated: at, ..old };
    }
    let deployment_id = if new_id { format!("ecs-svc/{}", ecs.ids.digits()) } else { to.to_owned() };
    let new = NewDeployment { id: deployment_id, revision: rollback.revision, rollout };
    new_deployment(ecs, id, new, at)
}

#[derive(Debug)]
struct NewDeployment {
    id: String,
    revision: usize,
    rollout: usize,
}

fn new_deployment(ecs: &mut Ecs, id: ServiceId, new: NewDeployment, at: Moment) -> Deployment {
    let service = &mut ecs.services[id.0];
    service.numbered += 1;
    Deployment {
        number: DeploymentNumber(service.numbered),
        reason: format!("ECS deployment {} in progress.", new.id),
        id: new.id,
        task_definition: Arc::clone(&service.task_definition),
        fields: Arc::clone(&service.revisions[new.revision].fields),
        state: RolloutState::InProgress,
        failing: None,
        failed: 0,
        is_rollback: false,
        created: at,
        updated: at,
        hidden: ecs.rules.invisible(&service.name),
        rollout: new.rollout,
        revision: new.revision,
    }
}
