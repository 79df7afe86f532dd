//! The rollback of our deployment, once that has failed: followed to its end, too.

use std::time::Duration;

use super::super::super::deployment::{Deployment, RolloutState};
use super::super::super::service::Service;
use super::waiting::{APPEARS_WITHIN, ROLLBACK_APPEARS_WITHIN};
use crate::event::{RolledBackBy, RolloutOutcome, RolloutResult};

/// Why our deployment failed, and who rolls it back.
#[derive(Clone, Debug)]
pub(crate) struct Rollback {
    pub(super) reason: Option<String>,
    pub(super) by: Option<RolledBackBy>,
    /// What ECS says of it.
    pub(super) status: RollbackStatus,
}

/// What ECS says of a rollback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RollbackStatus {
    /// Nothing: it depends on the service's configuration.
    Unknown,
    /// It rolls back.
    InProgress,
    /// It is over with the deployment, and has not rolled it back.
    Over,
}

/// How far a rollback is.
pub(super) enum RollbackState {
    InProgress,
    /// Nothing of it is shown. After that time, this is the outcome.
    Missing(Duration, RolloutOutcome),
    Ended(RolloutOutcome),
}

impl Rollback {
    /// Whether this run has asked for it.
    pub(crate) fn is_requested(&self) -> bool {
        self.by == Some(RolledBackBy::ThisRun)
    }

    /// What a service tells of it. `is_expected` says whether ECS rolls back by itself.
    pub(super) fn look(&self, service: &Service, ours: Option<&str>, is_expected: bool) -> RollbackState {
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != ours);
        let outcome = |result| RolloutOutcome { result, reason: self.reason.clone() };
        match other.map(|other| self.ending(other)) {
            Some(None) => RollbackState::InProgress,
            Some(Some(result)) => RollbackState::Ended(outcome(result)),
            None if self.is_requested() => {
                RollbackState::Missing(APPEARS_WITHIN, outcome(RolloutResult::CrashLoop))
            }
            None if self.status == RollbackStatus::InProgress => {
                RollbackState::Missing(APPEARS_WITHIN, outcome(RolloutResult::Failed))
            }
            None if is_expected && self.status == RollbackStatus::Unknown => {
                RollbackState::Missing(ROLLBACK_APPEARS_WITHIN, outcome(RolloutResult::Failed))
            }
            None => RollbackState::Ended(outcome(RolloutResult::Failed)),
        }
    }

    /// The outcome when the time-out has passed.
    pub(super) fn out_of_time(&self, service: Option<&Service>) -> RolloutOutcome {
        let to = service.and_then(Service::primary).map(|primary| primary.task_definition.to_string());
        RolloutOutcome { result: self.result(to, false), reason: self.reason.clone() }
    }

    /// How the rollback to a deployment ended; none while it is in progress.
    fn ending(&self, other: &Deployment) -> Option<RolloutResult> {
        let to = Some(other.task_definition.to_string());
        match &other.state {
            Some(RolloutState::InProgress) => None,
            None | Some(RolloutState::Unknown(_)) if other.running != other.desired => None,
            state => Some(self.result(to, *state != Some(RolloutState::Failed))),
        }
    }

    fn result(&self, to: Option<String>, finished: bool) -> RolloutResult {
        RolloutResult::RolledBack { to, finished, by: self.by.clone() }
    }
}
