//! One deployment of a service (API Reference, "Deployment").
//!
//! Which one is PRIMARY is its place in the service's list, not a field: there is one at any time.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::ids::DeploymentNumber;
use crate::ecs::model::script::PollSpan;
use crate::ecs::model::task_definition::TaskDefinition;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RolloutState {
    InProgress,
    Completed,
    Failed,
}

/// A failure that is not shown yet.
#[derive(Clone, Debug)]
pub(crate) struct Failing {
    pub(crate) shown_from: Moment,
    pub(crate) reason: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Deployment {
    pub(crate) number: DeploymentNumber,
    /// `ecs-svc/…`
    pub(crate) id: String,
    pub(crate) task_definition: Arc<TaskDefinition>,
    /// The service's fields when it began.
    pub(crate) fields: Arc<Fields>,
    pub(crate) state: RolloutState,
    pub(crate) reason: String,
    /// It has failed, which is shown a little later than its rollback.
    pub(crate) failing: Option<Failing>,
    /// Tasks that failed since the last one became healthy.
    pub(crate) failed: usize,
    /// It deploys an earlier revision again.
    pub(crate) is_rollback: bool,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
    /// Polls that do not show it.
    pub(crate) hidden: PollSpan,
    /// Indexes of its service deployment and its revision in the service's lists.
    pub(crate) rollout: usize,
    pub(crate) revision: usize,
}

/// Counts of the tasks of a deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) desired: usize,
    pub(crate) pending: usize,
    pub(crate) running: usize,
}

impl RolloutState {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}

impl Deployment {
    /// Shows its failure, if it is time.
    pub(crate) fn show_failure(&mut self, at: Moment) {
        if let Some(failing) = self.failing.take_if(|failing| failing.shown_from <= at) {
            self.state = RolloutState::Failed;
            self.reason = failing.reason;
            self.updated = at;
        }
    }

    pub(crate) fn is_in_progress(&self) -> bool {
        self.state == RolloutState::InProgress
    }

    pub(crate) fn shown(&self, status: &str, counts: Counts) -> Value {
        let mut shown = json!({
            "id": self.id,
            "status": status,
            "taskDefinition": self.task_definition.arn,
            "desiredCount": counts.desired,
            "pendingCount": counts.pending,
            "runningCount": counts.running,
            "failedTasks": self.failed,
            "createdAt": self.created.seconds(),
            "updatedAt": self.updated.seconds(),
            "rolloutState": self.state.name(),
            "rolloutStateReason": self.reason,
        });
        for (name, value) in self.shown_again() {
            shown[name] = value.clone();
        }
        // A service says LATEST, its deployments the version that is.
        if shown["platformVersion"] == "LATEST" {
            shown["platformVersion"] = "1.4.0".into();
        }
        shown
    }

    fn shown_again(&self) -> impl Iterator<Item = (&str, &Value)> {
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
