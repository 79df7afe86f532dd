//! The deployment circuit breaker, and how long a failed task is not replaced.
//!
//! Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures": tasks that do not become
//! healthy are counted, and at half of the desired count, at least 3 and at most 200, the deployment has failed. Each task
//! that becomes healthy sets the count to zero, unless `resetOnHealthyTask` is false (API Reference,
//! "`DeploymentCircuitBreaker`" and "`ThresholdConfiguration`"). "Amazon ECS service throttle logic": the wait before the next
//! start doubles, up to 27 minutes.

use std::time::Duration;

use crate::api::Moment;
use crate::ecs::model::deployment::Deployment;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::Owner;
use crate::ecs::service_deployments::{end, failure};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;

/// How long the first failed task is not replaced, at AWS, unless a rule says.
const FIRST_WAIT: Duration = Duration::from_secs(10);

const LONGEST_WAIT: Duration = Duration::from_mins(27);

/// After so many failed starts one after the other there is an event. The number at AWS is not documented.
const INCONSISTENT: u32 = 5;

/// A task of a service has failed by itself.
pub(crate) fn task_failed(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let Owner::Service { service, deployment, .. } = task.owner else { return };
    let was_healthy = task.counts_as_healthy;
    delay_next_task(ecs, service, at);
    let primary = ecs.services[service.0].deployments.first();
    if primary.is_some_and(|primary| primary.number == deployment) && !was_healthy {
        count_failure(ecs, service, at);
    }
}

/// Counts one failure of the PRIMARY deployment while it is in progress.
pub(crate) fn count_failure(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &ecs.services[id.0];
    let in_progress = service.deployments.first().is_some_and(Deployment::is_in_progress);
    if !in_progress || ecs.rules.failures_are_not_counted(&service.name) {
        return;
    }
    let service = &mut ecs.services[id.0];
    let primary = service.primary_mut();
    primary.failed += 1;
    primary.updated = at;
    service.rollout_mut().failures = service.primary().failed;
}

/// A failed task is not replaced at once. Tasks that fail together are one failed start.
pub(crate) fn delay_next_task(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let is_another = at >= service.not_before;
    service.failed_starts += u32::from(is_another);
    let first = ecs.rules.first_wait(&service.name).unwrap_or(FIRST_WAIT);
    let doublings = service.failed_starts.saturating_sub(1).min(16);
    let wait = (first * (1 << doublings)).min(LONGEST_WAIT.max(first));
    service.not_before = service.not_before.max(at.plus(ecs.time_scale.scaled(wait)));
    if is_another && service.failed_starts == INCONSISTENT {
        events::add(ecs, id, "is unable to consistently start tasks successfully.", at);
    }
}

/// A task of a service has become healthy.
pub(crate) fn task_became_healthy(ecs: &mut Ecs, id: TaskId) {
    let Some(Owner::Service { service, deployment, .. }) = ecs.tasks.get(id).map(|task| &task.owner) else {
        return;
    };
    let service = &mut ecs.services[service.0];
    service.failed_starts = 0;
    let resets = configuration::breaker(service)["resetOnHealthyTask"] != false;
    let primary = service.deployments.first_mut().filter(|primary| primary.number == *deployment);
    if let Some(primary) = primary.filter(|primary| resets && primary.is_in_progress()) {
        primary.failed = 0;
        service.rollout_mut().failures = 0;
    }
}

pub(crate) fn trip(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &ecs.services[id.0];
    let primary = service.primary();
    if configuration::has_breaker(service)
        && primary.is_in_progress()
        && service.rollout().status.is_in_progress()
        && primary.failed > 0
        && primary.failed >= configuration::breaker_threshold(service)
    {
        let rolls_back = configuration::breaker(service)["rollback"] == true;
        end::fail(ecs, id, &failure::by_breaker(rolls_back), at);
    }
}
