//! The rollback of our deployment, once that has failed: followed to its end, too.

use std::time::Duration;

use super::super::deployment::{Deployment, RolloutState};
use super::super::service::Service;
use super::waiting::{APPEARS_WITHIN, ROLLBACK_APPEARS_WITHIN};
use crate::event::{RolloutOutcome, RolloutResult};

/// Why our deployment failed, and who rolls it back.
#[derive(Clone, Debug)]
pub(super) struct Rollback {
    pub(super) reason: String,
    /// This run has asked for it.
    pub(super) is_requested: bool,
}

/// How far a rollback is.
pub(super) enum RollbackState {
    InProgress,
    /// Nothing of it is shown. After that time, this is the outcome.
    Missing(Duration, RolloutOutcome),
    Ended(RolloutOutcome),
}

impl Rollback {
    /// What a service tells of it. `is_expected` says whether ECS rolls back by itself.
    pub(super) fn look(&self, service: &Service, ours: Option<&str>, is_expected: bool) -> RollbackState {
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != ours);
        let outcome = |result| RolloutOutcome::because(result, &self.reason);
        match other.map(ending) {
            Some(None) => RollbackState::InProgress,
            Some(Some(result)) => RollbackState::Ended(outcome(result)),
            None if self.is_requested => {
                RollbackState::Missing(APPEARS_WITHIN, outcome(RolloutResult::CrashLoop))
            }
            None if is_expected => {
                RollbackState::Missing(ROLLBACK_APPEARS_WITHIN, outcome(RolloutResult::Failed))
            }
            None => RollbackState::Ended(outcome(RolloutResult::Failed)),
        }
    }

    /// The outcome when the time-out has passed.
    pub(super) fn out_of_time(&self, service: Option<&Service>) -> RolloutOutcome {
        let to = service.and_then(Service::primary).map(|primary| primary.task_definition.to_string());
        RolloutOutcome::because(RolloutResult::RolledBack { to, finished: false }, &self.reason)
    }
}

/// How the rollback to a deployment ended; none while it is in progress.
fn ending(other: &Deployment) -> Option<RolloutResult> {
    let to = Some(other.task_definition.to_string());
    match &other.state {
        Some(RolloutState::InProgress) => None,
        None | Some(RolloutState::Unknown(_)) if other.running != other.desired => None,
        state => Some(RolloutResult::RolledBack { to, finished: *state != Some(RolloutState::Failed) }),
    }
}
