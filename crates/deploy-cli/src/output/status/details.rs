use deploy_core::commands::{Deployment, LastRollback, RolloutState, ServiceEntry};

use super::age::Now;
use crate::output::causes;

/// What runs another revision than was applied, the deployments, the causes of a failure, and the last events.
pub(super) fn of_service(service: &ServiceEntry, now: Now) -> Vec<String> {
    let status = &service.status;
    match status.status.as_str() {
        "MISSING" => return vec!["the service does not exist in ECS; `deploy apply` creates it".to_owned()],
        "INACTIVE" => return vec!["it was deleted; `deploy apply` creates it again".to_owned()],
        _ => {}
    }
    let drift = service
        .drift()
        .map(|(applied, running)| format!("{applied} was applied last, but ECS keeps running {running}"));
    let rollback = status.last_rollback.as_ref().map(last_rollback);
    let deployments = status.deployments.iter().map(|deployment| describe(deployment, now));
    let causes = causes::lines(&status.causes).into_iter().map(|line| format!("  {line}"));
    let events = events(service, now).map(|event| format!("  {event}"));
    drift
        .into_iter()
        .chain(rollback)
        .chain(unfinished(service))
        .chain(deployments)
        .chain(causes)
        .chain(events)
        .collect()
}

/// What a deployment that has completed early has left to do: "2 tasks still start, 10 old tasks still run".
pub(super) fn unfinished(service: &ServiceEntry) -> Option<String> {
    let status = &service.status;
    let missing = status.primary().map_or(0, |primary| primary.desired - primary.running);
    let tasks = |count: i32, kind: &str, verb: &str| match count {
        ..=0 => None,
        1 => Some(format!("1 {kind} still {verb}s")),
        many => Some(format!("{many} {kind}s still {verb}")),
    };
    let parts = [tasks(missing, "task", "start"), tasks(status.old_tasks(), "old task", "run")];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (status.completed_early && !parts.is_empty()).then(|| parts.join(", "))
}

fn last_rollback(rollback: &LastRollback) -> String {
    let LastRollback { deployment, in_progress, reason, alarms } = rollback;
    let verb = if *in_progress { "is being" } else { "was" };
    let reason = reason.as_deref().unwrap_or("a user asked for it");
    let alarms = if alarms.is_empty() { String::new() } else { format!(" (alarms: {})", alarms.join(", ")) };
    format!("the last deployment, {deployment}, {verb} rolled back: {reason}{alarms}")
}

/// The last events, newest first, without the prefix that names the service.
pub(super) fn events(service: &ServiceEntry, now: Now) -> impl Iterator<Item = String> {
    let prefix = format!("(service {}) ", service.status.service);
    service.status.events.iter().map(move |event| {
        let age = event.time.map(|time| now.age_of(time.as_second())).unwrap_or_default();
        format!("{age} ago: {}", event.message.trim_start_matches(&prefix))
    })
}

/// ECS's rollout state in lower case: `in progress`.
pub(super) fn state(deployment: &Deployment) -> String {
    let state = deployment.state.as_ref().map_or("unknown", RolloutState::as_str);
    state.to_lowercase().replace('_', " ")
}

fn describe(deployment: &Deployment, now: Now) -> String {
    let Deployment { id, task_definition, running, desired, .. } = deployment;
    let is_old = !deployment.primary && deployment.state == Some(RolloutState::Completed);
    let kind = if is_old { "old deployment" } else { "deployment" };
    let state = state(deployment);
    let age = deployment.created.map(|time| now.age_of(time.as_second())).unwrap_or_default();
    let failed =
        if deployment.failed > 0 { format!(", {} failed", deployment.failed) } else { String::new() };
    let reason = deployment.reason.as_deref().filter(|_| deployment.state == Some(RolloutState::Failed));
    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    format!(
        "{kind} {id} of {task_definition}: {state}, {age} old, {running} of {desired} running{failed}{reason}"
    )
}
