//! Deployments of which no task is ever made: ECS only says so in events.

use std::collections::BTreeSet;

use super::super::super::deployment::Deployment;
use super::super::super::diagnosis::without_ids;
use super::super::super::service::Service;
use super::super::target::Baseline;
use super::task_history::{CrashLoop, LOOP};

/// Developer Guide, "Amazon ECS service event messages"
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>).
const NOT_PLACED: [&str; 5] = [
    "was unable to place a task",
    "failed to launch a task",
    "could not launch",
    "was unable to place tasks",
    "can no longer maintain your service",
];

/// Why ECS makes no task of a deployment, once it has tried so often that this is a loop. It omits an event that it has just
/// said, so that the failed tasks count, too.
pub(crate) fn failure(service: &Service, ours: &Deployment, baseline: &Baseline) -> Option<CrashLoop> {
    if ours.running > 0 || ours.pending > 0 {
        return None;
    }
    let news = service.events.iter().filter(|event| !baseline.events.contains(&event.id));
    let is_failure = |text: &&str| NOT_PLACED.iter().any(|words| text.contains(words));
    let failures: Vec<_> = news.map(|event| event.message.as_str()).filter(is_failure).collect();
    let causes: BTreeSet<_> = failures.iter().map(|text| without_ids(text)).collect();
    let tries = failures.len().max(usize::try_from(ours.failed).unwrap_or(0));
    if tries < LOOP || causes.len() != 1 {
        return None;
    }
    let text = failures.first()?;
    let text = text.strip_prefix(&format!("(service {}) ", service.name)).unwrap_or(text);
    Some(CrashLoop { reason: format!("ECS can start no task: it {text}") })
}
