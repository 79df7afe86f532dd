//! What the service scheduler says, in AWS's words.
//!
//! Developer Guide, "Amazon ECS service event messages": each begins with the service in parentheses. The newest
//! hundred are shown, newest first (API Reference, "Service").

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::tasks::TaskId;
use super::{Service, ServiceId};
use crate::api::Moment;

const SHOWN: usize = 100;

#[derive(Debug)]
pub(super) struct Event {
    id: String,
    at: Moment,
    message: String,
}

impl Service {
    pub(super) fn events_shown(&self) -> Vec<Value> {
        let events = self.events.iter();
        events.map(|e| json!({ "id": e.id, "createdAt": e.at.seconds(), "message": e.message })).collect()
    }

    /// The target group of its first load balancer.
    fn target_group(&self) -> &str {
        self.fields
            .get("loadBalancers")
            .and_then(|list| list[0]["targetGroupArn"].as_str())
            .unwrap_or_default()
    }

    fn container_port(&self) -> u64 {
        let port = self.fields.get("loadBalancers").and_then(|list| list[0]["containerPort"].as_u64());
        port.unwrap_or(80)
    }
}

impl Ecs {
    /// An event `(service NAME) …`.
    pub(in crate::ecs) fn event(&mut self, service: ServiceId, what: &str, at: Moment) {
        let id = self.ids.uuid();
        let service = &mut self.services[service.0];
        let message = format!("(service {}) {what}", service.name);
        service.events.push_front(Event { id, at, message });
        service.events.truncate(SHOWN);
    }

    /// The same, unless it is the last thing that was said: AWS omits duplicates while a cause lasts.
    pub(in crate::ecs) fn event_once(&mut self, service: ServiceId, what: &str, at: Moment) {
        let said = self.services[service.0].events.front().is_some_and(|last| last.message.ends_with(what));
        if !said {
            self.event(service, what, at);
        }
    }

    pub(in crate::ecs) fn event_started(&mut self, service: ServiceId, tasks: &[TaskId], at: Moment) {
        let named = self.named(tasks);
        self.event(service, &format!("has started {} tasks: {named}.", tasks.len()), at);
    }

    pub(in crate::ecs) fn event_stopped(&mut self, service: ServiceId, tasks: &[TaskId], at: Moment) {
        if self.services[service.0].has_target_group() {
            let group = self.services[service.0].target_group();
            let deregistered = format!("deregistered {} targets in (target-group {group})", tasks.len());
            self.event(service, &deregistered, at);
            self.event(service, &format!("has begun draining connections on {} tasks.", tasks.len()), at);
        }
        let named = self.named(tasks);
        self.event(service, &format!("has stopped {} running tasks: {named}.", tasks.len()), at);
    }

    pub(in crate::ecs) fn event_registered(&mut self, service: ServiceId, at: Moment) {
        if self.services[service.0].has_target_group() {
            let group = self.services[service.0].target_group();
            self.event(service, &format!("registered 1 targets in (target-group {group})"), at);
        }
    }

    /// Says that a task fails its health check; answers the reason with which it is stopped.
    pub(in crate::ecs) fn sick_reason(&mut self, id: TaskId, target: Option<&str>, at: Moment) -> String {
        let Some(task) = self.tasks.get(id) else { return String::new() };
        let (name, owner) = (task.name.clone(), task.owner.service());
        let Some(service) = owner else { return "Task failed container health checks".into() };
        let (group, port) =
            (self.services[service.0].target_group(), self.services[service.0].container_port());
        let (said, reason) = if let Some(why) = target {
            let said = format!("(port {port}) is unhealthy in (target-group {group}) due to (reason {why})");
            (said, format!("Task failed ELB health checks in (target-group {group})"))
        } else {
            ("failed container health checks".to_owned(), "Task failed container health checks".to_owned())
        };
        self.event(service, &format!("(task {name}) {said}."), at);
        reason
    }

    fn named(&self, tasks: &[TaskId]) -> String {
        let names =
            tasks.iter().filter_map(|id| self.tasks.get(*id)).map(|task| format!("(task {})", task.name));
        names.collect::<Vec<_>>().join(" ")
    }
}
