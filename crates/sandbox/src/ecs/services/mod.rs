//! Services: what is kept of each, and finding them.
//!
//! A service is known by its number: one that was deleted and made again under its name is another service, and
//! tasks of the first belong to it until they have stopped.

mod create;
mod delete;
mod deployment;
mod describe;
mod events;
mod fields;
mod update;

use std::collections::VecDeque;
use std::sync::Arc;

pub(super) use self::deployment::{Deployment, DeploymentNumber, RolloutState};
use self::events::Event;
pub(super) use self::fields::{complete_platform, complete_provider, percent};
use super::definitions::Blueprint;
use super::rollouts::{Revision, Rollout};
use super::tasks::TaskId;
use super::wire::Fields;
use super::{Ecs, clusters, names};
use crate::api::{ApiError, Moment};

/// Place of a service in the model's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ServiceId(pub(super) usize);

/// API Reference, "Service", `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Active,
    Draining,
    Inactive,
}

#[derive(Debug)]
pub(super) struct Service {
    pub(super) arn: String,
    pub(super) cluster: String,
    pub(super) name: String,
    pub(super) status: Status,
    pub(super) desired: usize,
    /// Everything else that it was given, as it was given, with the defaults that AWS adds.
    pub(super) fields: Fields,
    pub(super) blueprint: Arc<Blueprint>,
    /// Newest first: the first one is PRIMARY.
    pub(super) deployments: Vec<Deployment>,
    /// The revision that was deployed last to its end, and the id of that deployment.
    pub(super) completed: Option<(usize, String)>,
    pub(super) rollouts: Vec<Rollout>,
    pub(super) revisions: Vec<Revision>,
    events: VecDeque<Event>,
    created: Moment,
    /// By which a repeated call is known to be the same.
    token: Option<String>,
    /// Tasks that have not stopped, oldest first.
    pub(super) live: Vec<TaskId>,
    /// Tasks that have stopped and are still remembered.
    pub(super) stopped: Vec<TaskId>,
    pub(super) steady: bool,
    /// Polls that do not find it.
    pub(super) missing: u32,
    /// No task is started before: a failed one is not replaced at once.
    pub(super) not_before: Moment,
    /// How many deployments it has had.
    pub(super) drawn: u32,
    /// When the scheduler is going to look at it.
    pub(super) looks: Vec<Moment>,
}

impl Service {
    pub(super) fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    /// The most recent deployment. There is always one.
    pub(super) fn primary(&self) -> &Deployment {
        &self.deployments[0]
    }

    pub(super) fn primary_mut(&mut self) -> &mut Deployment {
        &mut self.deployments[0]
    }

    pub(super) fn task_has_stopped(&mut self, task: TaskId) {
        if let Some(at) = self.live.iter().position(|live| *live == task) {
            self.live.remove(at);
            self.stopped.push(task);
        }
    }
}

impl Ecs {
    /// The services of a cluster, by name.
    pub(super) fn services_in(&self, cluster: &str) -> impl Iterator<Item = &Service> {
        let named = self.service_names.get(cluster).into_iter().flatten();
        named.map(|(_, id)| &self.services[id.0])
    }

    pub(super) fn service_id(&self, cluster: &str, name: &str) -> Result<ServiceId, ApiError> {
        clusters::same_cluster(cluster, name)?;
        let found = self.service_names.get(cluster).and_then(|names| names.get(names::last(name)));
        found.copied().ok_or_else(|| ApiError::client("ServiceNotFoundException", "Service not found."))
    }

    pub(super) fn service(&self, cluster: &str, name: &str) -> Result<&Service, ApiError> {
        self.service_id(cluster, name).map(|id| &self.services[id.0])
    }
}
