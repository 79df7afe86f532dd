//! Service deployments: their status, and how it changes.

use crate::api::Moment;
use crate::ecs::model::deployment::Counts;
use crate::ecs::model::lifecycle::progress::Progress;
use crate::ecs::model::lifecycle::stage::LifecycleStage;

/// API Reference, "`ServiceDeployment`", `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceDeploymentStatus {
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

impl ServiceDeploymentStatus {
    pub(crate) fn name(self) -> &'static str {
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

    /// Neither is it stopped or rolled back, nor has it ended.
    pub(crate) fn can_be_stopped(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }

    pub(crate) fn is_in_progress(self) -> bool {
        !matches!(self, Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed)
    }
}

/// API Reference, "Rollback".
#[derive(Clone, Debug)]
pub(crate) struct Rollback {
    pub(crate) started: Moment,
    pub(crate) reason: Option<String>,
    /// The revision that is deployed again.
    pub(crate) revision: usize,
}

/// How many tasks a revision has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RevisionCounts {
    pub(crate) revision: usize,
    pub(crate) counts: Counts,
}

/// API Reference, "`ServiceDeployment`".
#[derive(Debug)]
pub(crate) struct ServiceDeployment {
    pub(crate) arn: String,
    pub(crate) status: ServiceDeploymentStatus,
    pub(crate) reason: Option<String>,
    pub(crate) created: Moment,
    pub(crate) started: Option<Moment>,
    pub(crate) updated: Moment,
    pub(crate) finished: Option<Moment>,
    /// Revisions that ran when it began.
    pub(crate) sources: Vec<usize>,
    pub(crate) target: usize,
    pub(crate) rollback: Option<Rollback>,
    pub(crate) failures: usize,
    pub(crate) alarms: Vec<String>,
    /// From when on its deployment is shown as COMPLETED, if a rule says that this takes a while.
    pub(crate) completed_from: Option<Moment>,
    /// Only of a blue/green, linear or canary deployment.
    pub(crate) progress: Option<Progress>,
    /// Of its revisions when it ended: they do not change any more.
    pub(crate) final_counts: Vec<RevisionCounts>,
    /// Only if alarms are watched: until when, although all tasks run.
    pub(crate) bakes_until: Option<Moment>,
}

impl ServiceDeployment {
    pub(crate) fn new(arn: String, sources: Vec<usize>, target: usize, at: Moment) -> Self {
        Self {
            arn,
            status: ServiceDeploymentStatus::Pending,
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
            completed_from: None,
            progress: None,
            final_counts: Vec::new(),
            bakes_until: None,
        }
    }

    /// The scheduler has begun it.
    pub(crate) fn start(&mut self, at: Moment) {
        if self.status == ServiceDeploymentStatus::Pending {
            self.status = ServiceDeploymentStatus::InProgress;
            self.started = Some(at);
            self.updated = at;
        }
    }

    /// Requests a status, which the scheduler handles when it looks next.
    pub(crate) fn request(&mut self, status: ServiceDeploymentStatus, at: Moment) {
        self.status = status;
        self.updated = at;
    }

    pub(crate) fn end(&mut self, status: ServiceDeploymentStatus, at: Moment) {
        self.status = status;
        self.updated = at;
        self.finished = Some(at);
    }

    /// It has failed, and continues as a rollback.
    pub(crate) fn roll_back(&mut self, rollback: Rollback) {
        self.status = ServiceDeploymentStatus::RollbackInProgress;
        self.updated = rollback.started;
        self.reason.clone_from(&rollback.reason);
        if let Some(progress) = &mut self.progress {
            progress.roll_back(rollback.started);
        }
        self.rollback = Some(rollback);
    }

    /// Whether new tasks may be started.
    pub(crate) fn scales_up(&self) -> bool {
        self.progress.as_ref().is_none_or(|progress| progress.stage >= LifecycleStage::ScaleUp)
    }

    /// Whether the old tasks are to be stopped, and the rollout can be complete.
    pub(crate) fn cleans_up(&self, at: Moment) -> bool {
        let from = |progress: &Progress| progress.cleans_up_from;
        self.progress.as_ref().is_none_or(|progress| from(progress).is_some_and(|from| from <= at))
    }
}
