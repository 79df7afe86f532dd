//! Starts missing tasks and stops surplus ones, within the percentages of the deployment configuration.

use crate::api::Moment;
use crate::ecs::model::deployment::RolloutState;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::Stop;
use crate::ecs::scheduler::tally::Tally;
use crate::ecs::scheduler::{placement, plan, tally};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

/// Developer Guide, "Amazon ECS service event messages".
const STUCK: &str = "was unable to stop or start tasks during a deployment because of the service deployment \
                     configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

pub(crate) fn start_missing(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let tally = tally::count(ecs, id);
    let service = &ecs.services[id.0];
    let missing = service.desired.saturating_sub(tally.primary.len());
    let failed = service.primary().state == RolloutState::Failed;
    if missing == 0 || !service.is_active() || failed || !service.rollout().scales_up() {
        return;
    }
    if at < service.not_before {
        let again = service.not_before;
        return plan::look_at(ecs, id, again);
    }
    let allowed = missing.min(configuration::maximum_tasks(service).saturating_sub(tally.wanted()));
    if allowed == 0 {
        return add_event_if_stuck(ecs, id, &tally, at);
    }
    let started: Vec<TaskId> = (0..allowed).map_while(|_| placement::place(ecs, id, at)).collect();
    if !started.is_empty() {
        events::tasks_started(ecs, id, &started, at);
    }
}

/// Neither may a new task be started nor an old one be stopped, and no task is starting.
fn add_event_if_stuck(ecs: &mut Ecs, id: ServiceId, tally: &Tally, at: Moment) {
    let service = &ecs.services[id.0];
    let nothing_moves = tally.primary_settled == tally.primary.len() && tally.old_unsettled.is_empty();
    if nothing_moves && tally.settled() <= configuration::minimum_tasks(service) {
        events::add_once(ecs, id, STUCK, at);
    }
}

pub(crate) fn stop_surplus(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let tally = tally::count(ecs, id);
    let service = &ecs.services[id.0];
    let mut surplus: Vec<TaskId> = tally.primary.iter().skip(service.desired).copied().collect();
    if service.primary().state != RolloutState::Failed && service.rollout().cleans_up() {
        let spare = tally.settled().saturating_sub(configuration::minimum_tasks(service));
        surplus.extend(&tally.old_unsettled);
        surplus.extend(tally.old_settled.iter().take(spare));
    }
    surplus.retain(|task| ecs.tasks.get(*task).is_some_and(|task| !task.is_protected(at)));
    if surplus.is_empty() {
        return;
    }
    let reason = format!("Scaling activity initiated by (deployment {})", service.primary().id);
    for task in &surplus {
        transition::stop(ecs, *task, Stop { code: "ServiceSchedulerInitiated", reason: reason.clone() }, at);
    }
    events::tasks_stopped(ecs, id, &surplus, at);
}
