//! A deployment of a service, as `DescribeServices` shows it.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html>

use aws_sdk_ecs::primitives::DateTime;
use aws_sdk_ecs::types::{self, DeploymentRolloutState};
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::types::TaskDefinitionRef;

/// A deployment at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deployment {
    /// `ecs-svc/…`.
    pub id: String,
    /// Whether it is the one that the service is to have; the others are being replaced.
    pub primary: bool,
    /// The task definition that it runs.
    pub task_definition: TaskDefinitionRef,
    /// How far it is; some kinds of service (behind a classic load balancer) do not say.
    pub state: Option<RolloutState>,
    /// Why it is in that state.
    pub reason: Option<String>,
    /// When it began.
    pub created: Option<Timestamp>,
    /// When it changed last.
    pub updated: Option<Timestamp>,
    /// Running tasks.
    pub running: i32,
    /// Desired tasks.
    pub desired: i32,
    /// Pending tasks.
    pub pending: i32,
    /// Tasks that failed to start or to stay.
    pub failed: i32,
}

/// A deployment's `rolloutState`. Serialised in ECS's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RolloutState {
    /// Still in progress.
    InProgress,
    /// Reached a steady state.
    Completed,
    /// Given up.
    Failed,
    /// One that this program does not know: the counts decide, as if there were none.
    Unknown(String),
}

impl RolloutState {
    /// ECS's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Unknown(word) => word,
        }
    }
}

impl From<&DeploymentRolloutState> for RolloutState {
    fn from(state: &DeploymentRolloutState) -> Self {
        match state {
            DeploymentRolloutState::InProgress => Self::InProgress,
            DeploymentRolloutState::Completed => Self::Completed,
            DeploymentRolloutState::Failed => Self::Failed,
            other => Self::Unknown(other.as_str().to_owned()),
        }
    }
}

impl Serialize for RolloutState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<&types::Deployment> for Deployment {
    fn from(deployment: &types::Deployment) -> Self {
        let reason = deployment.rollout_state_reason().filter(|reason| !reason.is_empty());
        Self {
            id: deployment.id().unwrap_or_default().to_owned(),
            primary: deployment.status() == Some("PRIMARY"),
            task_definition: deployment.task_definition().unwrap_or_default().into(),
            state: deployment.rollout_state().map(RolloutState::from),
            reason: reason.map(str::to_owned),
            created: deployment.created_at().and_then(timestamp),
            updated: deployment.updated_at().and_then(timestamp),
            running: deployment.running_count(),
            desired: deployment.desired_count(),
            pending: deployment.pending_count(),
            failed: deployment.failed_tasks(),
        }
    }
}

/// A time of ECS.
pub(super) fn timestamp(time: &DateTime) -> Option<Timestamp> {
    Timestamp::new(time.secs(), time.subsec_nanos().try_into().ok()?).ok()
}
