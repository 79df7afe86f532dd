//! Starting what is missing and stopping what is too much, within the deployment configuration's percentages.

use super::super::Ecs;
use super::super::services::{RolloutState, Service, ServiceId, percent};
use super::super::tasks::{Stop, TaskId};
use super::tally::Tally;
use crate::api::Moment;

/// Developer Guide, "Amazon ECS service event messages".
const STUCK: &str = "was unable to stop or start tasks during a deployment because of the service deployment \
                     configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

impl Ecs {
    pub(super) fn start_missing(&mut self, id: ServiceId, at: Moment) {
        let tally = self.tally(id);
        let service = &self.services[id.0];
        let missing = service.desired.saturating_sub(tally.primary.len());
        let failed = service.primary().state == RolloutState::Failed;
        if missing == 0 || !service.is_active() || failed || !service.rollout().scales_up() {
            return;
        }
        if at < service.not_before {
            let again = service.not_before;
            return self.plan_look(id, again);
        }
        let room = missing.min(service.most().saturating_sub(tally.wanted()));
        if room == 0 {
            return self.say_if_stuck(id, &tally, at);
        }
        let started: Vec<TaskId> = (0..room).map_while(|_| self.start_one(id, at)).collect();
        if !started.is_empty() {
            self.event_started(id, &started, at);
        }
    }

    /// Neither may a new task be started nor an old one be stopped, and nothing is on its way.
    fn say_if_stuck(&mut self, id: ServiceId, tally: &Tally, at: Moment) {
        let service = &self.services[id.0];
        let nothing_moves = tally.primary_settled == tally.primary.len() && tally.old_unsettled.is_empty();
        if nothing_moves && tally.settled() <= service.fewest() {
            self.event_once(id, STUCK, at);
        }
    }

    pub(super) fn stop_surplus(&mut self, id: ServiceId, at: Moment) {
        let tally = self.tally(id);
        let service = &self.services[id.0];
        let mut surplus: Vec<TaskId> = tally.primary.iter().skip(service.desired).copied().collect();
        if service.primary().state != RolloutState::Failed && service.rollout().cleans_up() {
            let spare = tally.settled().saturating_sub(service.fewest());
            surplus.extend(&tally.old_unsettled);
            surplus.extend(tally.old_settled.iter().take(spare));
        }
        surplus.retain(|task| self.tasks.get(*task).is_some_and(|task| !task.is_protected(at)));
        if surplus.is_empty() {
            return;
        }
        let reason = format!("Scaling activity initiated by (deployment {})", service.primary().id);
        for task in &surplus {
            self.stop_task(*task, Stop { code: "ServiceSchedulerInitiated", reason: reason.clone() }, at);
        }
        self.event_stopped(id, &surplus, at);
    }
}

impl Service {
    /// How many tasks there may be during a deployment: both colours, if it is blue/green.
    fn most(&self) -> usize {
        let percent = if self.is_blue_green() { 200 } else { percent(&self.fields, "maximumPercent") };
        self.desired * percent / 100
    }

    /// How many tasks have to run well during a deployment.
    fn fewest(&self) -> usize {
        (self.desired * percent(&self.fields, "minimumHealthyPercent")).div_ceil(100)
    }
}
