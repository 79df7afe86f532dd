//! How a rollout ends: complete, failed, or failed and rolled back.

use crate::api::Moment;
use crate::ecs::model::deployment::RolloutState;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service_deployment::ServiceDeploymentStatus;
use crate::ecs::service_deployments::begin::{self, Rollback, Start};
use crate::ecs::services::events;
use crate::ecs::state::Ecs;

/// Why a rollout fails.
#[derive(Debug)]
pub(crate) struct Failure {
    /// E.g. `ECS deployment circuit breaker`.
    pub(crate) by: &'static str,
    /// E.g. `tasks failed to start`.
    pub(crate) what: String,
    pub(crate) rolls_back: bool,
}

/// Handles what was requested of rollouts since the last look.
pub(crate) fn apply_requests(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let current = service.primary().rollout;
    for rollout in &mut service.rollouts[..current] {
        if rollout.status == ServiceDeploymentStatus::StopRequested {
            rollout.end(ServiceDeploymentStatus::Stopped, None, at);
        }
    }
    let rolls_back = match service.rollouts[current].status {
        ServiceDeploymentStatus::RollbackRequested => true,
        ServiceDeploymentStatus::StopRequested => false,
        _ => return,
    };
    let failure = Failure { by: "ECS deployment failed", what: "stopped by user".into(), rolls_back };
    fail(ecs, id, &failure, at);
}

/// The PRIMARY deployment has all its tasks, and they are healthy.
pub(crate) fn complete(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let primary = service.primary_mut();
    primary.state = RolloutState::Completed;
    primary.reason = format!("ECS deployment {} completed.", primary.id);
    primary.updated = at;
    let (deployment, rollout, revision) = (primary.id.clone(), primary.rollout, primary.revision);
    let status = if primary.is_rollback {
        ServiceDeploymentStatus::RollbackSuccessful
    } else {
        ServiceDeploymentStatus::Successful
    };
    service.rollouts[rollout].end(status, None, at);
    service.completed = Some((revision, deployment.clone()));
    events::add(ecs, id, &format!("(deployment {deployment}) deployment completed."), at);
}

/// The PRIMARY deployment has failed: it starts no more tasks, and is rolled back if it can be.
pub(crate) fn fail(ecs: &mut Ecs, id: ServiceId, why: &Failure, at: Moment) {
    let service = &mut ecs.services[id.0];
    let primary = service.primary_mut();
    primary.state = RolloutState::Failed;
    primary.reason = format!("{}: {}.", why.by, why.what);
    primary.updated = at;
    let (reason, deployment) = (primary.reason.clone(), primary.id.clone());
    let (rollout, was_rollback) = (primary.rollout, primary.is_rollback);
    let rollback = service.completed.clone().filter(|_| why.rolls_back && !was_rollback);
    service.rollouts[rollout].fail(was_rollback, reason, rollback.as_ref().map(|(to, _)| *to), at);
    events::add(ecs, id, &format!("(deployment {deployment}) deployment failed: {}.", why.what), at);
    if let Some((revision, deployment)) = rollback {
        let rollback = Some(Rollback { revision, deployment, by: why.by });
        begin::begin(ecs, id, Start { rollback }, at);
    }
}
