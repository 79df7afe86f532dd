//! What became of a deployment that is no longer what the service is to have.

use super::super::deployment::Deployment;
use super::super::service::Service;
use super::super::service_deployment::ServiceDeploymentStatus;
use crate::event::{RolloutOutcome, RolloutResult};

/// What is known of our deployment from earlier polls.
pub(super) struct Ours<'a> {
    /// Its id, once it is known.
    pub(super) id: Option<&'a str>,
    /// Whether ECS has shown it.
    pub(super) seen: bool,
    /// The id of the deployment that was the primary one before.
    pub(super) before: Option<&'a str>,
}

/// What became of it.
pub(super) enum Displaced {
    /// It failed, for this reason; a rollback may follow.
    Failed(String),
    /// Nothing says that it is over: an older answer of ECS looks the same. After a while, this is its outcome.
    Perhaps(RolloutOutcome),
    /// It is over.
    Ended(RolloutOutcome),
}

/// Explains it by the events, which outweigh all else, by its service deployment, and by what the service shows.
pub(super) fn explain(
    ours: &Ours<'_>,
    service: &Service,
    found: Option<&ServiceDeploymentStatus>,
) -> Displaced {
    let status = found.map_or("", |found| found.status.as_str());
    let reason = found.and_then(|found| found.reason.clone());
    if status == "SUCCESSFUL" || said(ours, service, "deployment completed").is_some() {
        return Displaced::Ended(completed_before_another());
    }
    let failed = said(ours, service, "deployment failed");
    if status.starts_with("ROLLBACK") || failed.is_some() || service.is_rolling_back() {
        let decided = service.primary().and_then(|primary| primary.reason.clone());
        // That a first deployment has nothing to roll back to is not why it failed.
        let reason = if status == "ROLLBACK_FAILED" { failed.clone().or(reason) } else { reason.or(failed) };
        return Displaced::Failed(reason.or(decided).unwrap_or_else(|| "ECS gives no reason".to_owned()));
    }
    let other = service.primary().filter(|primary| Some(primary.id.as_str()) != ours.id);
    let is_newer = |other: &Deployment| ours.before.is_some_and(|before| before != other.id);
    match other {
        Some(other) if is_newer(other) || (ours.seen && ours.before.is_none()) => {
            let superseded = RolloutResult::Superseded { by: other.id.clone() };
            Displaced::Ended(RolloutOutcome { result: superseded, reason })
        }
        Some(other) => {
            let reason = format!("the new deployment never appeared: {} is the primary one", other.id);
            Displaced::Perhaps(RolloutOutcome::because(RolloutResult::Unobserved, reason))
        }
        None if status.starts_with("STOP") => {
            Displaced::Ended(RolloutOutcome { result: RolloutResult::Stopped, reason })
        }
        None => {
            let reason = "ECS shows no other deployment in its place";
            Displaced::Perhaps(RolloutOutcome::because(RolloutResult::Unobserved, reason))
        }
    }
}

/// What an event says of our deployment.
fn said(ours: &Ours<'_>, service: &Service, words: &str) -> Option<String> {
    let id = ours.id?;
    let about_ours = |text: &&String| text.contains(id) && text.contains(words);
    service.events.iter().map(|event| &event.message).find(about_ours).cloned()
}

/// It completed, although it is not the primary one any more.
pub(super) fn completed_before_another() -> RolloutOutcome {
    RolloutOutcome::because(RolloutResult::Completed, "another deployment has begun since")
}
