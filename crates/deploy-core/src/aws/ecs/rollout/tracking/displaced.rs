//! What became of a deployment that failed, or that is no longer what the service is to have.

use super::super::super::deployment::{Deployment, RolloutState};
use super::super::super::service::Service;
use super::super::super::service_deployment::ServiceDeployment;
use super::rollback::{Rollback, RollbackStatus};
use super::rolled_back_by;
use crate::event::{RolledBackBy, RolloutOutcome, RolloutResult};

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
    /// It failed; a rollback may follow.
    Failed(Rollback),
    /// Nothing says that it is over: an older answer of ECS looks the same. After a while, this is its outcome.
    Perhaps(RolloutOutcome),
    /// It is over.
    Ended(RolloutOutcome),
}

/// Explains it by the events, which outweigh all else, by its service deployment, and by what the service shows.
pub(super) fn explain(ours: &Ours<'_>, service: &Service, found: Option<&ServiceDeployment>) -> Displaced {
    let status = found.map_or("", |found| found.status.as_str());
    let reason = found.and_then(|found| found.reason.clone());
    if status == "SUCCESSFUL" || said(ours, service, "deployment completed").is_some() {
        return Displaced::Ended(completed_before_another());
    }
    if let Some(displaced) = explain_failure(ours, service, found) {
        return displaced;
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

/// Whether it failed, or was stopped.
fn explain_failure(
    ours: &Ours<'_>,
    service: &Service,
    found: Option<&ServiceDeployment>,
) -> Option<Displaced> {
    let status = found.map_or("", |found| found.status.as_str());
    let reason = found.and_then(|found| found.reason.clone());
    let shown = ours.id.and_then(|id| service.deployment(id));
    let shown = shown.filter(|shown| shown.state == Some(RolloutState::Failed));
    let event = said(ours, service, "deployment failed");
    if status == "STOPPED" && reason.is_none() && (shown.is_some() || event.is_some()) {
        let stopped = RolloutOutcome { result: RolloutResult::Stopped, reason: event };
        return Some(Displaced::Ended(stopped));
    }
    let is_rolled_back = status.starts_with("ROLLBACK") || service.is_rolling_back();
    if !is_rolled_back && event.is_none() && shown.is_none() {
        return None;
    }
    let by = rolled_back_by::find(found, event.as_deref());
    let own = shown.and_then(|shown| shown.reason.clone());
    // That a first deployment has nothing to roll back to is not why it failed.
    let told = match status {
        "ROLLBACK_FAILED" => event.or(own).or(reason),
        _ => reason.or(event).or(own),
    };
    let decided = || service.primary().and_then(|primary| primary.reason.clone());
    let none = || (by != Some(RolledBackBy::User)).then(|| "ECS gives no reason".to_owned());
    let reason = told.or_else(decided).or_else(none);
    Some(Displaced::Failed(Rollback { reason, by, status: status_of_rollback(status) }))
}

fn status_of_rollback(status: &str) -> RollbackStatus {
    match status {
        "ROLLBACK_REQUESTED" | "ROLLBACK_IN_PROGRESS" => RollbackStatus::InProgress,
        "ROLLBACK_FAILED" | "STOPPED" => RollbackStatus::Over,
        _ => RollbackStatus::Unknown,
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
