//! What happens to a task by itself, as its script says.

use crate::api::Moment;
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::{StartStage, TaskOutcome};
use crate::ecs::model::task::{Stop, TaskEvent};
use crate::ecs::model::task_status::{Health, TaskStatus};
use crate::ecs::scheduler::{breaker, look};
use crate::ecs::services::events;
use crate::ecs::state::Ecs;
use crate::ecs::tasks::{log, transition};

pub(crate) fn handle(ecs: &mut Ecs, id: TaskId, version: u32, event: TaskEvent, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    if task.version != version {
        return;
    }
    match event {
        TaskEvent::NextStatus => next_status(ecs, id, at),
        TaskEvent::BecomeHealthy => becomes_healthy(ecs, id),
        TaskEvent::ContainerExits => container_exits(ecs, id, at),
        TaskEvent::BecomeUnhealthy => becomes_unhealthy(ecs, id, at),
        TaskEvent::Interrupt => spot_interrupts(ecs, id, at),
        TaskEvent::Forget => forget(ecs, id),
    }
    notify_service(ecs, id, at);
}

fn next_status(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let next = match (task.status, &task.script.outcome) {
        (TaskStatus::Provisioning, TaskOutcome::FailsToStart { stage: StartStage::Provisioning, .. })
        | (TaskStatus::Pending, TaskOutcome::FailsToStart { .. }) => return fails_to_start(ecs, id, at),
        (TaskStatus::Provisioning, _) => TaskStatus::Pending,
        (TaskStatus::Pending, _) if task.owner.has_targets() => TaskStatus::Activating,
        (TaskStatus::Pending | TaskStatus::Activating | TaskStatus::Running, _) => TaskStatus::Running,
        (TaskStatus::Deactivating, _) => TaskStatus::Stopping,
        (TaskStatus::Stopping, _) => TaskStatus::Deprovisioning,
        (TaskStatus::Deprovisioning | TaskStatus::Stopped, _) => TaskStatus::Stopped,
    };
    if task.status == TaskStatus::Deactivating {
        events::task_drained(ecs, id, at);
    }
    transition::enter(ecs, id, next, at);
}

fn becomes_healthy(ecs: &mut Ecs, id: TaskId) {
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    task.counts_as_healthy = true;
    if task.definition.has_health_check() {
        task.health = Health::Healthy;
    }
    breaker::task_became_healthy(ecs, id);
}

fn fails_to_start(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    let TaskOutcome::FailsToStart { stage, reason } = task.script.outcome.clone() else { return };
    if stage == StartStage::Pulling {
        let main = task.definition.main_container(None);
        task.containers[main].reason = Some(reason.clone());
    }
    breaker::task_failed(ecs, id, at);
    events::task_not_started(ecs, id, &reason, at);
    transition::stop_now(ecs, id, Stop { code: "TaskFailedToStart", reason }, at);
}

pub(crate) fn container_exits(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    let TaskOutcome::ContainerExits(exit) = task.script.outcome.clone() else { return };
    task.container_exited(&exit);
    if let Some(line) = &exit.line {
        ecs.effects.extend(log::line(task, exit.container, line, at));
    }
    if task.definition.containers[exit.container].essential {
        breaker::task_failed(ecs, id, at);
        let reason = "Essential container in task exited".to_owned();
        transition::stop_now(ecs, id, Stop { code: "EssentialContainerExited", reason }, at);
    }
}

fn becomes_unhealthy(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get_mut(id) else { return };
    let TaskOutcome::Unhealthy { target } = task.script.outcome.clone() else { return };
    if target.is_none() {
        task.health = Health::Unhealthy;
    }
    breaker::task_failed(ecs, id, at);
    let reason = events::task_unhealthy(ecs, id, target.as_deref(), at);
    transition::stop(ecs, id, Stop { code: "ServiceSchedulerInitiated", reason }, at);
}

fn forget(ecs: &mut Ecs, id: TaskId) {
    let service = ecs.tasks.forget(id);
    if let Some(service) = service {
        ecs.services[service.0].stopped.retain(|stopped| *stopped != id);
    }
}

pub(crate) fn notify_service(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let Some(service) = task.owner.service() else { return };
    if task.status == TaskStatus::Stopped {
        ecs.services[service.0].task_has_stopped(id);
    }
    look::look(ecs, service, at);
}

/// Fargate Spot takes its capacity back (Developer Guide, "Amazon ECS clusters for Fargate"). Its deployment does not count
/// this as a failure.
fn spot_interrupts(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let reason = "Your Spot Task was interrupted.".to_owned();
    transition::stop(ecs, id, Stop { code: "SpotInterruption", reason }, at);
}
