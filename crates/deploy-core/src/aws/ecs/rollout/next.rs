//! What goes into one rollout and what comes out of it.

use super::super::service::Service;
use super::super::service_deployment::ServiceDeployment;
use super::target::RolloutTarget;
use crate::error::Suggestion;
use crate::event::RolloutOutcome;
use crate::types::TaskDefinitionRef;

/// A rollout that came to its end.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) target: RolloutTarget,
    /// The id of its deployment, if it was ever seen.
    pub(crate) deployment: Option<String>,
    pub(crate) outcome: RolloutOutcome,
    /// The service as it was shown last.
    pub(crate) service: Option<Service>,
    /// The service's events since the change, oldest first.
    pub(crate) events: Vec<String>,
    /// What lets it continue, where it waits for a person.
    pub(crate) waits_for: Option<Suggestion>,
}

/// What ECS shows of a service at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Polled {
    /// `None`: ECS says that it has no such service.
    pub(super) service: Option<Service>,
    /// Its service deployment, if that was asked for.
    pub(super) deployment: Option<ServiceDeployment>,
}

/// What a rollout needs next. The method of [`Progress`](super::progress::Progress) that takes the answer is named
/// beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The next poll.
    Poll,
    /// The service deployment that rolls out this task definition: `deployment_found`.
    FindDeployment(TaskDefinitionRef),
    /// What became of the service deployment with this ARN, if it is known: `deployment_asked`.
    AskDeployment(Option<String>),
    /// The stopped tasks of the service that are not known yet: `stopped_tasks`.
    StoppedTasks,
    /// The tasks of the service that run: `running_tasks`.
    RunningTasks,
    /// The rollback of the service deployment with this ARN: `rollback_asked`.
    RollBack(String),
    /// Whether the tasks run what they must: `verified`.
    Verify,
    Ended(RolloutOutcome),
}
