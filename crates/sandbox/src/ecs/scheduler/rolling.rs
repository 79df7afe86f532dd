//! Starting what is missing and stopping what is too much, within the deployment configuration's percentages.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::rules::{Fate, Subject};
use super::super::services::{RolloutState, Service, ServiceId, percent};
use super::super::tasks::{NewTask, Owner, Stop, TaskId};
use super::super::wire::Fields;
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

    /// One new task of the PRIMARY deployment; none if it cannot be placed.
    fn start_one(&mut self, id: ServiceId, at: Moment) -> Option<TaskId> {
        let service = &self.services[id.0];
        let subject = Subject {
            service: Some(&service.name),
            blueprint: &service.primary().blueprint,
            region: &self.place.region,
            subnet: service.subnet(),
        };
        let script = self.rules.script(&subject);
        if let Fate::NotPlaced { reason, role } = &script.fate {
            self.not_placed(id, reason, *role, at);
            return None;
        }
        let primary = service.primary();
        let owner = Owner::Service {
            service: id,
            deployment: primary.number,
            targets: service.has_targets(),
            grace: service.grace(),
        };
        let new = NewTask {
            cluster: service.cluster.clone(),
            blueprint: Arc::clone(&primary.blueprint),
            owner,
            fields: service.fields_of_task(),
            script,
        };
        let task = self.start_task(new, at);
        self.services[id.0].live.push(task);
        Some(task)
    }

    fn not_placed(&mut self, id: ServiceId, reason: &str, role: bool, at: Moment) {
        let said = if role {
            format!("failed to launch a task with (error {reason}).")
        } else {
            format!("was unable to place a task. Reason: {reason}.")
        };
        self.event_once(id, &said, at);
        if !self.services[id.0].primary().proven {
            self.count_failure(id, at);
        }
        self.delay_next(id, at);
        self.plan_look(id, self.services[id.0].not_before);
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

    fn has_targets(&self) -> bool {
        let any = |field: &str| {
            self.fields.get(field).and_then(Value::as_array).is_some_and(|list| !list.is_empty())
        };
        any("loadBalancers") || any("serviceRegistries")
    }

    fn grace(&self) -> Duration {
        let seconds = self.fields.get("healthCheckGracePeriodSeconds").and_then(Value::as_u64);
        Duration::from_secs(seconds.unwrap_or_default())
    }

    fn subnet(&self) -> &str {
        let network = self.fields.get("networkConfiguration");
        network
            .and_then(|network| network["awsvpcConfiguration"]["subnets"][0].as_str())
            .unwrap_or("subnet-0")
    }

    fn fields_of_task(&self) -> Fields {
        let primary = self.primary();
        let mut fields = Fields::from_iter([
            ("group".to_owned(), json!(format!("service:{}", self.name))),
            ("startedBy".to_owned(), json!(primary.id)),
            ("overrides".to_owned(), json!({ "containerOverrides": [] })),
        ]);
        let same = ["launchType", "platformFamily", "enableExecuteCommand", "networkConfiguration"];
        for name in same {
            fields.extend(self.fields.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        if self.fields.contains_key("platformVersion") {
            fields.insert("platformVersion".into(), "1.4.0".into());
        }
        fields
    }
}
