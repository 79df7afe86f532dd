//! The deployment circuit breaker.
//!
//! Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures": tasks that do not become
//! healthy are counted, and at half of the desired count, at least 3 and at most 200, the deployment has failed. Once a
//! task is healthy the count is zero and stays zero (API Reference, "Deployment", `failedTasks`); failed
//! health checks count even then. `resetOnHealthyTask` and `thresholdConfiguration` are those of the API Reference,
//! "`DeploymentCircuitBreaker`" and "`ThresholdConfiguration`".

use crate::api::Moment;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::script::TaskOutcome;
use crate::ecs::model::task::Owner;
use crate::ecs::scheduler::task_counts;
use crate::ecs::service_deployments::{end, failure};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;

/// A task of a service has failed by itself.
pub(crate) fn task_failed(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let Owner::Service { service, deployment, .. } = task.owner else { return };
    let fails_check = matches!(task.outcome(), TaskOutcome::Unhealthy { .. });
    let was_healthy = task.counts_as_healthy;
    delay_next_task(ecs, service, at);
    let primary = ecs.services[service.0].primary();
    if primary.number == deployment && !was_healthy && (!primary.had_healthy_task || fails_check) {
        count_failure(ecs, service, at);
    }
}

/// Counts one failure of the PRIMARY deployment.
pub(crate) fn count_failure(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let primary = service.primary_mut();
    primary.failed += 1;
    primary.updated = at;
    let failed = primary.failed;
    service.rollout_mut().failures = failed;
    if failed == 10 {
        events::add(ecs, id, "is unable to consistently start tasks successfully.", at);
    }
}

/// A failed task is not replaced at once.
pub(crate) fn delay_next_task(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    ecs.services[id.0].not_before = at.plus(ecs.time_scale.step / 2);
}

/// Failures of a deployment are not counted any more once a task is healthy.
pub(crate) fn note_healthy_task(ecs: &mut Ecs, id: ServiceId) {
    if task_counts::count(ecs, id).primary_healthy == 0 {
        return;
    }
    let service = &mut ecs.services[id.0];
    let resets = configuration::breaker(service)["resetOnHealthyTask"] != false;
    let primary = service.primary_mut();
    if !primary.had_healthy_task && resets {
        primary.had_healthy_task = true;
        primary.failed = 0;
    }
}

pub(crate) fn trip(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &ecs.services[id.0];
    let primary = service.primary();
    if configuration::has_breaker(service)
        && primary.is_in_progress()
        && service.rollout().status.is_in_progress()
        && primary.failed >= configuration::breaker_threshold(service)
    {
        let rolls_back = configuration::breaker(service)["rollback"] == true;
        end::fail(ecs, id, &failure::by_breaker(rolls_back), at);
    }
}
