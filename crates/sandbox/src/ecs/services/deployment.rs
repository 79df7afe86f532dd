//! One deployment of a service (API Reference, "Deployment").
//!
//! Which one is PRIMARY is its place in the service's list, not a field: there is one at any time.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::definitions::Blueprint;
use super::super::wire::Fields;
use crate::api::Moment;

/// Tells deployments of one service apart, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ecs) struct DeploymentNumber(pub(in crate::ecs) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ecs) enum RolloutState {
    InProgress,
    Completed,
    Failed,
}

#[derive(Clone, Debug)]
pub(in crate::ecs) struct Deployment {
    pub(in crate::ecs) number: DeploymentNumber,
    /// `ecs-svc/…`
    pub(in crate::ecs) id: String,
    pub(in crate::ecs) blueprint: Arc<Blueprint>,
    /// The service's fields when it began.
    pub(in crate::ecs) fields: Arc<Fields>,
    pub(in crate::ecs) state: RolloutState,
    pub(in crate::ecs) reason: String,
    /// Consecutively failed tasks; not counted any more once a task runs well.
    pub(in crate::ecs) failed: usize,
    /// A task of it has run well.
    pub(in crate::ecs) proven: bool,
    /// It brings back an earlier revision.
    pub(in crate::ecs) is_rollback: bool,
    pub(in crate::ecs) created: Moment,
    pub(in crate::ecs) updated: Moment,
    /// Polls that do not show it yet.
    pub(in crate::ecs) hidden: u32,
    /// Places of its service deployment and its revision in the service's lists.
    pub(in crate::ecs) rollout: usize,
    pub(in crate::ecs) revision: usize,
}

/// Counts of the tasks of a deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ecs) struct Counts {
    pub(in crate::ecs) desired: usize,
    pub(in crate::ecs) pending: usize,
    pub(in crate::ecs) running: usize,
}

impl RolloutState {
    pub(in crate::ecs) fn name(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}

impl Deployment {
    pub(in crate::ecs) fn is_in_progress(&self) -> bool {
        self.state == RolloutState::InProgress
    }

    pub(in crate::ecs) fn shown(&self, status: &str, counts: Counts) -> Value {
        let mut shown = json!({
            "id": self.id,
            "status": status,
            "taskDefinition": self.blueprint.arn,
            "desiredCount": counts.desired,
            "pendingCount": counts.pending,
            "runningCount": counts.running,
            "failedTasks": self.failed,
            "createdAt": self.created.seconds(),
            "updatedAt": self.updated.seconds(),
            "rolloutState": self.state.name(),
            "rolloutStateReason": self.reason,
        });
        for (name, value) in self.told_again() {
            shown[name] = value.clone();
        }
        // A service says LATEST, its deployments the version that is.
        if shown["platformVersion"] == "LATEST" {
            shown["platformVersion"] = "1.4.0".into();
        }
        shown
    }

    fn told_again(&self) -> impl Iterator<Item = (&str, &Value)> {
        let names = [
            "launchType",
            "capacityProviderStrategy",
            "platformVersion",
            "platformFamily",
            "networkConfiguration",
            "serviceConnectConfiguration",
            "volumeConfigurations",
            "vpcLatticeConfigurations",
        ];
        names.into_iter().filter_map(|name| self.fields.get(name).map(|value| (name, value)))
    }
}
