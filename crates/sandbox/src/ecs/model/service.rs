//! Services.
//!
//! A service that was deleted and created again under its name is another service: tasks of the first belong to it until they have
//! stopped.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value;

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::deployment::Deployment;
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::PollSpan;
use crate::ecs::model::service_deployment::ServiceDeployment;
use crate::ecs::model::service_revision::ServiceRevision;
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_set::TaskSet;

/// API Reference, "Service", `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceStatus {
    Active,
    Draining,
    Inactive,
}

impl ServiceStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
            Self::Inactive => "INACTIVE",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) arn: String,
    pub(crate) cluster: String,
    pub(crate) name: String,
    pub(crate) status: ServiceStatus,
    pub(crate) desired: usize,
    /// Everything else that it was given, as it was given, with the defaults that AWS adds.
    pub(crate) fields: Fields,
    /// Empty if the service has none: under the controller EXTERNAL its task sets have theirs.
    pub(crate) task_definition: Arc<TaskDefinition>,
    /// Newest first: the first one is PRIMARY. None if ECS does not control its deployments.
    pub(crate) deployments: Vec<Deployment>,
    /// If ECS does not control its deployments. Oldest first.
    pub(crate) task_sets: Vec<TaskSet>,
    /// The revision whose deployment was the last to complete, and the id of that deployment.
    pub(crate) completed: Option<(usize, String)>,
    /// Its service deployments, oldest first.
    pub(crate) rollouts: Vec<ServiceDeployment>,
    pub(crate) revisions: Vec<ServiceRevision>,
    pub(crate) events: VecDeque<ServiceEvent>,
    pub(crate) created: Moment,
    /// The `clientToken`, which identifies a repeated call.
    pub(crate) token: Option<String>,
    /// Tasks that have not stopped, oldest first.
    pub(crate) live: Vec<TaskId>,
    /// Stopped tasks that are still listed.
    pub(crate) stopped: Vec<TaskId>,
    pub(crate) steady: bool,
    /// Polls that do not find it.
    pub(crate) missing: PollSpan,
    /// Polls that show no `rolloutState`.
    pub(crate) stateless: PollSpan,
    /// Polls every other of which shows the service as it was before its last rollout began.
    pub(crate) flickers: u32,
    /// The last of them showed that state.
    pub(crate) shows_before: bool,
    /// That state; `None` if it did not exist then.
    pub(crate) before: Option<Value>,
    /// No task is started before: a failed one is not replaced at once.
    pub(crate) not_before: Moment,
    /// The task that was started in another zone, until one in the full zone is stopped.
    pub(crate) rebalancing: Option<TaskId>,
    /// Starts of tasks that failed, one after the other.
    pub(crate) failed_starts: u32,
    /// How many deployments it has had.
    pub(crate) numbered: u32,
    /// When the scheduler looks at it next.
    pub(crate) looks: Vec<Moment>,
}

impl Service {
    pub(crate) fn is_active(&self) -> bool {
        self.status == ServiceStatus::Active
    }

    /// The most recent deployment. There is always one, unless the service has task sets.
    pub(crate) fn primary(&self) -> &Deployment {
        &self.deployments[0]
    }

    pub(crate) fn primary_mut(&mut self) -> &mut Deployment {
        &mut self.deployments[0]
    }

    pub(crate) fn task_has_stopped(&mut self, task: TaskId) {
        if let Some(at) = self.live.iter().position(|live| *live == task) {
            self.live.remove(at);
            self.stopped.push(task);
        }
    }

    /// The service deployment of the PRIMARY deployment.
    pub(crate) fn rollout(&self) -> &ServiceDeployment {
        &self.rollouts[self.primary().rollout]
    }

    /// The same, to change it.
    pub(crate) fn rollout_mut(&mut self) -> &mut ServiceDeployment {
        let place = self.primary().rollout;
        &mut self.rollouts[place]
    }
}

#[derive(Debug)]
pub(crate) struct ServiceEvent {
    pub(crate) id: String,
    pub(crate) at: Moment,
    pub(crate) message: String,
}
