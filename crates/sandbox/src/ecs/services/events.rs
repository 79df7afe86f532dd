//! The events of services, in AWS's words.
//!
//! Developer Guide, "Amazon ECS service event messages": each begins with the service in parentheses. The newest
//! hundred are shown, newest first (API Reference, "Service").

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::service::{Service, ServiceEvent};
use crate::ecs::model::task_status::TaskStatus;
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;

pub(crate) fn shown(service: &Service) -> Vec<Value> {
    let events = service.events.iter();
    events.map(|e| json!({ "id": e.id, "createdAt": e.at.seconds(), "message": e.message })).collect()
}

const SHOWN: usize = 100;

/// An event `(service NAME) …`.
pub(crate) fn add(ecs: &mut Ecs, service: ServiceId, what: &str, at: Moment) {
    let message = format!("(service {}) {what}", ecs.services[service.0].name);
    push(ecs, service, message, at);
}

fn push(ecs: &mut Ecs, service: ServiceId, message: String, at: Moment) {
    let id = ecs.ids.uuid();
    let service = &mut ecs.services[service.0];
    service.events.push_front(ServiceEvent { id, at, message });
    service.events.truncate(SHOWN);
}

/// An event `(service NAME, taskSet ecs-svc/N) …`.
pub(crate) fn add_of_set(ecs: &mut Ecs, service: ServiceId, set: &str, what: &str, at: Moment) {
    let message = format!("(service {}, taskSet {set}) {what}", ecs.services[service.0].name);
    push(ecs, service, message, at);
}

/// The same, unless it is the last event: AWS omits duplicates while a cause lasts.
pub(crate) fn add_once(ecs: &mut Ecs, service: ServiceId, what: &str, at: Moment) {
    let repeated = ecs.services[service.0].events.front().is_some_and(|last| last.message.ends_with(what));
    if !repeated {
        add(ecs, service, what, at);
    }
}

pub(crate) fn tasks_started(ecs: &mut Ecs, service: ServiceId, tasks: &[TaskId], at: Moment) {
    let named = named(ecs, tasks);
    add(ecs, service, &format!("has started {} tasks: {named}.", tasks.len()), at);
}

/// Tasks were told to stop. Those that are drained first stop later: [`task_drained`].
pub(crate) fn tasks_stopped(ecs: &mut Ecs, service: ServiceId, tasks: &[TaskId], at: Moment) {
    let is_drained =
        |id: &&TaskId| ecs.tasks.get(**id).is_some_and(|task| task.status == TaskStatus::Deactivating);
    let (drained, others): (Vec<TaskId>, Vec<TaskId>) = tasks.iter().partition(is_drained);
    if !drained.is_empty() && configuration::has_target_group(&ecs.services[service.0]) {
        let group = configuration::target_group(&ecs.services[service.0]);
        let deregistered = format!("deregistered {} targets in (target-group {group})", drained.len());
        add(ecs, service, &deregistered, at);
        add(ecs, service, &format!("has begun draining connections on {} tasks.", drained.len()), at);
    }
    if !others.is_empty() {
        stopped(ecs, service, &others, at);
    }
}

/// A task was drained, and stops now.
pub(crate) fn task_drained(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let service = ecs.tasks.get(id).and_then(|task| task.owner.service());
    if let Some(service) = service {
        stopped(ecs, service, &[id], at);
    }
}

fn stopped(ecs: &mut Ecs, service: ServiceId, tasks: &[TaskId], at: Moment) {
    let named = named(ecs, tasks);
    add(ecs, service, &format!("has stopped {} running tasks: {named}.", tasks.len()), at);
}

pub(crate) fn target_registered(ecs: &mut Ecs, service: ServiceId, at: Moment) {
    if configuration::has_target_group(&ecs.services[service.0]) {
        let group = configuration::target_group(&ecs.services[service.0]);
        add(ecs, service, &format!("registered 1 targets in (target-group {group})"), at);
    }
}

/// Adds the event of a failed health check; returns the reason with which the task is stopped.
pub(crate) fn task_unhealthy(ecs: &mut Ecs, id: TaskId, target: Option<&str>, at: Moment) -> String {
    let Some(task) = ecs.tasks.get(id) else { return String::new() };
    let (name, owner) = (task.name.clone(), task.owner.service());
    let Some(service) = owner else { return "Task failed container health checks".into() };
    let (group, port) = (
        configuration::target_group(&ecs.services[service.0]),
        configuration::container_port(&ecs.services[service.0]),
    );
    let (message, reason) = if let Some(why) = target {
        let message = format!("(port {port}) is unhealthy in (target-group {group}) due to (reason {why})");
        (message, format!("Task failed ELB health checks in (target-group {group})"))
    } else {
        ("failed container health checks".to_owned(), "Task failed container health checks".to_owned())
    };
    add(ecs, service, &format!("(task {name}) {message}."), at);
    reason
}

/// Fargate adds the reason for which a task could not be started.
pub(crate) fn task_not_started(ecs: &mut Ecs, id: TaskId, reason: &str, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let is_on_fargate = task.field("launchType") == Some("FARGATE");
    if let Some(service) = task.owner.service().filter(|_| is_on_fargate) {
        add_once(ecs, service, &format!("was unable to place a task. Reason: {reason}."), at);
    }
}

pub(crate) fn named(ecs: &Ecs, tasks: &[TaskId]) -> String {
    let names = tasks.iter().filter_map(|id| ecs.tasks.get(*id)).map(|task| format!("(task {})", task.name));
    names.collect::<Vec<_>>().join(" ")
}
