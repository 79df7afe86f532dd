//! Starts missing tasks and stops surplus ones, within the percentages of the deployment configuration.

use crate::api::Moment;
use crate::ecs::model::deployment::RolloutState;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::Stop;
use crate::ecs::scheduler::task_counts::{self, TaskCounts};
use crate::ecs::scheduler::{origin, placement, plan};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

/// Developer Guide, "Amazon ECS service event messages".
const STUCK: &str = "was unable to stop or start tasks during a deployment because of the service deployment \
                     configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

pub(crate) fn start_missing(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let counts = task_counts::count(ecs, id);
    let service = &ecs.services[id.0];
    let missing = service.desired.saturating_sub(counts.primary.len());
    let failed = service.primary().state == RolloutState::Failed;
    if missing == 0 || !service.is_active() || failed || !service.rollout().scales_up() {
        return;
    }
    if at < service.not_before {
        let again = service.not_before;
        return plan::look_at(ecs, id, again);
    }
    let allowed = missing.min(configuration::maximum_tasks(service).saturating_sub(counts.wanted()));
    if allowed == 0 {
        return add_event_if_stuck(ecs, id, &counts, at);
    }
    let origin = origin::primary(service);
    let started: Vec<TaskId> = (0..allowed).map_while(|_| placement::place(ecs, id, &origin, at)).collect();
    if started.is_empty() {
        return;
    }
    events::tasks_started(ecs, id, &started, at);
    if started.len() < allowed {
        let what =
            format!("could not launch {} tasks for deployment {}.", allowed - started.len(), origin.id);
        events::add(ecs, id, &what, at);
    }
}

/// Neither may a new task be started nor an old one be stopped, and no task is starting.
fn add_event_if_stuck(ecs: &mut Ecs, id: ServiceId, counts: &TaskCounts, at: Moment) {
    let service = &ecs.services[id.0];
    let nothing_moves = counts.primary_healthy == counts.primary.len() && counts.old_unhealthy.is_empty();
    if nothing_moves && counts.healthy() <= configuration::minimum_tasks(service) {
        events::add_once(ecs, id, STUCK, at);
    }
}

/// Protected tasks are kept.
fn add_event_if_protected(ecs: &mut Ecs, id: ServiceId, task: TaskId, at: Moment) {
    let started_by = ecs.tasks.get(task).and_then(|task| task.field("startedBy")).unwrap_or_default();
    let message = format!(
        "was unable to reach steady state because task set ({started_by}) was unable to scale in. Reason: The number of \
         protected tasks are more than the desired count of tasks"
    );
    events::add_once(ecs, id, &message, at);
}

pub(crate) fn stop_surplus(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let counts = task_counts::count(ecs, id);
    let service = &ecs.services[id.0];
    let kept = service.desired + usize::from(service.rebalancing.is_some());
    let mut surplus: Vec<TaskId> = counts.primary.iter().skip(kept).copied().collect();
    if service.primary().state != RolloutState::Failed && service.rollout().cleans_up(at) {
        let spare = counts.healthy().saturating_sub(configuration::minimum_tasks(service));
        surplus.extend(&counts.old_unhealthy);
        surplus.extend(counts.old_healthy.iter().take(spare));
    }
    let is_protected = |task: &TaskId| ecs.tasks.get(*task).is_some_and(|task| task.is_protected(at));
    let protected: Vec<TaskId> = surplus.extract_if(.., |task| is_protected(task)).collect();
    if let Some(task) = protected.first() {
        add_event_if_protected(ecs, id, *task, at);
    }
    if surplus.is_empty() {
        return;
    }
    let primary = &ecs.services[id.0].primary().id;
    let reason = format!("Scaling activity initiated by (deployment {primary})");
    for task in &surplus {
        transition::stop(ecs, *task, Stop { code: "ServiceSchedulerInitiated", reason: reason.clone() }, at);
    }
    events::tasks_stopped(ecs, id, &surplus, at);
}
