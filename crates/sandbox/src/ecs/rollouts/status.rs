//! The status of a service deployment, and how it changes.

use super::{Rollout, Stage};
use crate::api::Moment;

/// API Reference, "`ServiceDeployment`", `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ecs) enum Status {
    Pending,
    InProgress,
    Successful,
    StopRequested,
    Stopped,
    RollbackRequested,
    RollbackInProgress,
    RollbackSuccessful,
    RollbackFailed,
}

impl Status {
    pub(in crate::ecs) fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Successful => "SUCCESSFUL",
            Self::StopRequested => "STOP_REQUESTED",
            Self::Stopped => "STOPPED",
            Self::RollbackRequested => "ROLLBACK_REQUESTED",
            Self::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            Self::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            Self::RollbackFailed => "ROLLBACK_FAILED",
        }
    }

    pub(in crate::ecs) fn is_going_on(self) -> bool {
        !matches!(self, Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed)
    }
}

impl Rollout {
    pub(super) fn new(arn: String, sources: Vec<usize>, target: usize, at: Moment) -> Self {
        Self {
            arn,
            status: Status::Pending,
            reason: None,
            created: at,
            started: None,
            updated: at,
            finished: None,
            sources,
            target,
            rollback: None,
            failures: 0,
            alarms: Vec::new(),
            stage: None,
            bakes_until: None,
        }
    }

    /// The scheduler has taken it up.
    pub(in crate::ecs) fn start(&mut self, at: Moment) {
        if self.status == Status::Pending {
            self.status = Status::InProgress;
            self.started = Some(at);
            self.updated = at;
        }
    }

    /// Something was asked of it, which the scheduler does when it looks next.
    pub(super) fn request(&mut self, status: Status, at: Moment) {
        self.status = status;
        self.updated = at;
    }

    pub(super) fn end(&mut self, status: Status, reason: Option<String>, at: Moment) {
        self.status = status;
        self.reason = reason.or(self.reason.take());
        self.updated = at;
        self.finished = Some(at);
    }

    /// It has failed, and goes on if there is a revision to roll back to.
    pub(super) fn fail(&mut self, was_rollback: bool, reason: String, to: Option<usize>, at: Moment) {
        match to {
            Some(revision) => {
                self.status = Status::RollbackInProgress;
                self.updated = at;
                self.reason = Some(reason.clone());
                self.rollback = Some((at, reason, revision));
                self.stage = self.stage.map(|_| Stage::CleanUp);
            }
            None if was_rollback => self.end(Status::RollbackFailed, Some(reason), at),
            None => self.end(Status::Stopped, Some(reason), at),
        }
    }
}
