//! How a rollout ends: complete, failed, or failed and rolled back.

use std::time::Duration;

use crate::api::Moment;
use crate::ecs::model::deployment::{Deployment, Failing, RolloutState};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service_deployment::{Rollback, ServiceDeploymentStatus};
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::begin;
use crate::ecs::service_deployments::failure::{self, Failure, NO_CANDIDATE};
use crate::ecs::service_deployments::finish::finish;
use crate::ecs::services::events;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// How long a deployment that is rolled back is still shown as `IN_PROGRESS`, at AWS: it takes up to two minutes.
const FAILED_AFTER: Duration = Duration::from_secs(20);

/// How long a rollback takes at least, at AWS, although all its tasks run already.
const ROLLBACK_TAKES: Duration = Duration::from_mins(1);

/// Handles what was requested of rollouts since the last look.
pub(crate) fn apply_requests(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &ecs.services[id.0];
    let current = service.primary().rollout;
    let is_stopped =
        |place: &usize| ecs.services[id.0].rollouts[*place].status == ServiceDeploymentStatus::StopRequested;
    let stopped: Vec<usize> = (0..current).filter(is_stopped).collect();
    for rollout in stopped {
        finish(ecs, id, rollout, ServiceDeploymentStatus::Stopped, at);
    }
    let service = &ecs.services[id.0];
    let rolls_back = match service.rollouts[current].status {
        ServiceDeploymentStatus::RollbackRequested => true,
        ServiceDeploymentStatus::StopRequested => false,
        _ => return,
    };
    fail(ecs, id, &failure::by_user(rolls_back), at);
}

/// Deployments that were rolled back turn FAILED.
pub(crate) fn show_failures(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let deployments = &mut ecs.services[id.0].deployments;
    for deployment in deployments {
        deployment.show_failure(at);
    }
}

/// Whether a rollback whose tasks all run may be complete.
pub(crate) fn rollback_may_end(ecs: &mut Ecs, id: ServiceId, at: Moment) -> bool {
    let service = &ecs.services[id.0];
    let Some(rollback) = service.rollout().rollback.as_ref() else { return true };
    let until = rollback.started.plus(ecs.time_scale.scaled(ROLLBACK_TAKES));
    if at < until {
        plan::look_at(ecs, id, until);
    }
    at >= until
}

/// Whether the deployment is shown as COMPLETED, now that nothing holds the rollout. By a rule, its service deployment has ended a
/// while before.
pub(crate) fn is_shown(ecs: &mut Ecs, id: ServiceId, at: Moment) -> bool {
    let service = &ecs.services[id.0];
    let Some(takes) = ecs.rules.completed_after(&service.name) else { return true };
    let rollout = service.primary().rollout;
    let until = at.plus(ecs.time_scale.scaled(takes));
    let until = *ecs.services[id.0].rollouts[rollout].completed_from.get_or_insert(until);
    let status = final_status(ecs.services[id.0].primary());
    if ecs.services[id.0].rollouts[rollout].status.is_in_progress() {
        finish(ecs, id, rollout, status, at);
    }
    if at < until {
        plan::look_at(ecs, id, until);
    }
    at >= until
}

fn final_status(primary: &Deployment) -> ServiceDeploymentStatus {
    if primary.is_rollback {
        ServiceDeploymentStatus::RollbackSuccessful
    } else {
        ServiceDeploymentStatus::Successful
    }
}

/// The PRIMARY deployment has all its tasks, and they are healthy.
pub(crate) fn complete(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let primary = service.primary_mut();
    primary.state = RolloutState::Completed;
    primary.reason = format!("ECS deployment {} completed.", primary.id);
    primary.updated = at;
    let (deployment, rollout, revision) = (primary.id.clone(), primary.rollout, primary.revision);
    let status = final_status(primary);
    service.completed = Some((revision, deployment.clone()));
    if ecs.services[id.0].rollouts[rollout].status.is_in_progress() {
        finish(ecs, id, rollout, status, at);
    }
    events::add(ecs, id, &format!("(deployment {deployment}) deployment completed."), at);
    if let Some(after) = ecs.rules.rebalanced_after(&ecs.services[id.0].name) {
        ecs.events.add(at.plus(ecs.time_scale.scaled(after)), ScheduledEvent::Rebalance(id));
    }
}

/// The PRIMARY deployment has failed: it starts no more tasks, and is rolled back if it can be.
pub(crate) fn fail(ecs: &mut Ecs, id: ServiceId, why: &Failure, at: Moment) {
    let primary = ecs.services[id.0].primary();
    let candidate = ecs.services[id.0].completed.clone();
    let event = format!("(deployment {}) deployment failed: {}.", primary.id, why.what);
    let candidate = candidate.filter(|_| why.rolls_back && !primary.is_rollback);
    events::add(ecs, id, &event, at);
    let Some((revision, deployment)) = candidate else { return fail_for_good(ecs, id, why, at) };
    fail_later(ecs, id, why, at);
    let rollback = Rollback { started: at, reason: why.reason.clone(), revision };
    ecs.services[id.0].rollout_mut().roll_back(rollback.clone());
    begin::roll_back(ecs, id, &rollback, &begin::Earlier { deployment, by: why.by });
}

fn classic_reason(why: &Failure) -> String {
    format!("{}: {}.", why.by, why.what)
}

fn fail_later(ecs: &mut Ecs, id: ServiceId, why: &Failure, at: Moment) {
    let shown_from = at.plus(ecs.time_scale.scaled(FAILED_AFTER));
    let primary = ecs.services[id.0].primary_mut();
    primary.failing = Some(Failing { shown_from, reason: classic_reason(why) });
    plan::look_at(ecs, id, shown_from);
}

/// There is nothing to roll back to, or it is not wanted.
fn fail_for_good(ecs: &mut Ecs, id: ServiceId, why: &Failure, at: Moment) {
    let primary = ecs.services[id.0].primary_mut();
    primary.state = RolloutState::Failed;
    primary.reason = classic_reason(why);
    primary.updated = at;
    let (was_rollback, reason) = (primary.is_rollback, primary.reason.clone());
    let rollout = primary.rollout;
    let (status, reason) = if why.rolls_back || was_rollback {
        (ServiceDeploymentStatus::RollbackFailed, Some(NO_CANDIDATE.into()))
    } else {
        (ServiceDeploymentStatus::Stopped, why.reason.as_ref().and(Some(reason)))
    };
    ecs.services[id.0].rollouts[rollout].reason = reason;
    finish(ecs, id, rollout, status, at);
}
