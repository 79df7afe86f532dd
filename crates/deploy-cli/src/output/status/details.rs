use deploy_core::commands::{Deployment, RolloutState, ServiceEntry};

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
    let deployments = status.deployments.iter().map(|deployment| describe(deployment, now));
    let causes = causes::lines(&status.causes).into_iter().map(|line| format!("  {line}"));
    let events = events(service, now).map(|event| format!("  {event}"));
    drift.into_iter().chain(deployments).chain(causes).chain(events).collect()
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
