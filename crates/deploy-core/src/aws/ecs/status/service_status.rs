//! The status of a service.

use serde::Serialize;

use super::super::deployment::{Deployment, RolloutState};
use super::super::service::{Service, ServiceEvent};
use super::super::task::Task;
use super::last_rollback::LastRollback;
use super::running_image::{self, RunningImage};
use crate::event::FailureCause;

/// How many of its last events are shown.
const EVENTS: usize = 3;

/// The status of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ServiceStatus {
    /// The service's name.
    pub service: String,
    /// `ACTIVE`, `DRAINING`, `INACTIVE`; `MISSING` where ECS does not have it.
    pub status: String,
    /// Running tasks.
    pub running: i32,
    /// Desired tasks.
    pub desired: i32,
    /// Pending tasks.
    pub pending: i32,
    /// What its tasks run: several images during a rollout, or of several containers.
    pub images: Vec<RunningImage>,
    /// Its deployments, the primary one first.
    pub deployments: Vec<Deployment>,
    /// Whether its deployment has completed early: the rest of its tasks may still start, and old ones still run.
    pub completed_early: bool,
    /// The rollback with which its last deployment ended, if it did.
    pub last_rollback: Option<LastRollback>,
    /// Why its deployment fails, if one does.
    pub causes: Vec<FailureCause>,
    /// Its last events, newest first.
    pub events: Vec<ServiceEvent>,
}

impl ServiceStatus {
    /// Whether its one deployment is complete, and all of its tasks run. One that has completed early need not have them.
    pub fn is_settled(&self) -> bool {
        let complete = matches!(self.deployments.as_slice(), [only] if is_complete(only));
        let has_all = complete && self.running == self.desired && self.pending == 0;
        self.status == "ACTIVE" && (has_all || self.completed_early)
    }

    /// How many tasks run of deployments that are being replaced.
    pub fn old_tasks(&self) -> i32 {
        self.deployments.iter().filter(|deployment| !deployment.primary).map(|old| old.running).sum()
    }

    /// The deployment that the service is to have.
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.primary)
    }

    /// The id of the deployment whose tasks do not start, or do not stay.
    pub(super) fn failing_deployment(&self) -> Option<&str> {
        let fails = |it: &&Deployment| it.failed > 0 && it.state != Some(RolloutState::Completed);
        let is_short = self.running < self.desired && !self.completed_early;
        let short_of_tasks = || self.primary().filter(|_| is_short);
        self.deployments.iter().find(fails).or_else(short_of_tasks).map(|deployment| deployment.id.as_str())
    }

    pub(super) fn of(name: &str, service: Option<&Service>, tasks: &[Task]) -> Self {
        let service_name = name.to_owned();
        let Some(service) = service else {
            return Self { service: service_name, status: "MISSING".to_owned(), ..Self::default() };
        };
        Self {
            service: service_name,
            status: service.status.clone(),
            running: service.running,
            desired: service.desired,
            pending: service.pending,
            images: running_image::of_service(name, tasks),
            deployments: service.deployments.clone(),
            completed_early: service.succeeds_early
                && service.primary().is_some_and(|primary| primary.state == Some(RolloutState::Completed)),
            last_rollback: None,
            causes: Vec::new(),
            events: service.events.iter().take(EVENTS).cloned().collect(),
        }
    }
}

/// Without a rollout state, its counts decide.
fn is_complete(deployment: &Deployment) -> bool {
    deployment.state.as_ref().is_none_or(|state| *state == RolloutState::Completed)
}
