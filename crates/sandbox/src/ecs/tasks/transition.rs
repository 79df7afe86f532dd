//! A task enters a status, by itself or because it is stopped.
//!
//! The order of statuses is that of the Developer Guide, "Amazon ECS task lifecycle": ACTIVATING and DEACTIVATING
//! only for tasks behind a load balancer or a registry. Each change of a status goes through [`enter`].

use std::time::Duration;

use crate::api::Moment;
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::{HEALTHY_AFTER, TaskOutcome};
use crate::ecs::model::task::{Stop, Task, TaskEvent};
use crate::ecs::model::task_status::TaskStatus;
use crate::ecs::services::events;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;
use crate::ecs::tasks::{docker, log};
use crate::ecs::time_scale::TimeScale;

/// Stopped tasks are shown for an hour (API Reference, "`ListTasks`").
const REMEMBERED: Duration = Duration::from_hours(1);

/// Changes the status of a task, and schedules what follows.
pub(crate) fn enter(ecs: &mut Ecs, id: TaskId, status: TaskStatus, at: Moment) {
    let scale = ecs.time_scale;
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    task.version += 1;
    task.status = status;
    task.note_time(at);
    let version = task.version;
    for (after, event) in next_events(task, scale) {
        ecs.events.add(at.plus(after), ScheduledEvent::Task { task: id, version, event });
    }
    match status {
        TaskStatus::Running => runs(ecs, id, at),
        TaskStatus::Stopping => docker::stop(ecs, id),
        _ => {}
    }
}

fn runs(ecs: &mut Ecs, id: TaskId, at: Moment) {
    if !docker::start(ecs, id) {
        log::started(ecs, id, at);
    }
    let Some(task) = ecs.tasks.get(id) else { return };
    if let Some(service) = task.owner.service().filter(|_| task.owner.has_targets()) {
        events::target_registered(ecs, service, at);
    }
}

/// Stops a task, after draining it if it has targets.
pub(crate) fn stop(ecs: &mut Ecs, id: TaskId, stop: Stop, at: Moment) {
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    let next = match task.status {
        _ if task.stop.is_some() => return,
        TaskStatus::Provisioning | TaskStatus::Pending => TaskStatus::Deprovisioning,
        TaskStatus::Running if task.owner.has_targets() => TaskStatus::Deactivating,
        _ => TaskStatus::Stopping,
    };
    task.stop = Some(stop);
    task.counts_as_healthy = false;
    enter(ecs, id, next, at);
}

/// Stops a task whose containers do not run any more.
pub(crate) fn stop_now(ecs: &mut Ecs, id: TaskId, stop: Stop, at: Moment) {
    let Some(task) = ecs.tasks.get_mut(id).filter(|task| task.stop.is_none()) else { return };
    task.stop = Some(stop);
    task.counts_as_healthy = false;
    enter(ecs, id, TaskStatus::Deprovisioning, at);
}

/// What happens after it entered its status, and when.
fn next_events(task: &Task, scale: TimeScale) -> Vec<(Duration, TaskEvent)> {
    let (step, half) = (scale.step, scale.step / 2);
    match task.status {
        TaskStatus::Provisioning => vec![(step, TaskEvent::NextStatus)],
        TaskStatus::Pending => vec![(step + scale.scaled(task.script.slow), TaskEvent::NextStatus)],
        TaskStatus::Activating | TaskStatus::Stopping | TaskStatus::Deprovisioning => {
            vec![(half, TaskEvent::NextStatus)]
        }
        TaskStatus::Running => next_events_of_running(task, scale),
        TaskStatus::Deactivating => vec![(scale.scaled(task.script.drain), TaskEvent::NextStatus)],
        TaskStatus::Stopped => vec![(REMEMBERED, TaskEvent::Forget)],
    }
}

fn next_events_of_running(task: &Task, scale: TimeScale) -> Vec<(Duration, TaskEvent)> {
    let healthy = (scale.scaled(task.script.healthy_after), TaskEvent::BecomeHealthy);
    match &task.script.outcome {
        TaskOutcome::Interrupted { after } => vec![(scale.scaled(*after), TaskEvent::Interrupt), healthy],
        TaskOutcome::ContainerExits(exit) => {
            vec![(scale.scaled(exit.after), TaskEvent::ContainerExits), healthy]
        }
        TaskOutcome::Unhealthy { .. } => {
            vec![(scale.scaled(task.grace().max(HEALTHY_AFTER)), TaskEvent::BecomeUnhealthy)]
        }
        _ => vec![healthy],
    }
}
