//! Task sets, which a service has instead of deployments if ECS does not control its deployments (API Reference, "`TaskSet`").

use std::sync::Arc;

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::ids::DeploymentNumber;
use crate::ecs::model::task_definition::TaskDefinition;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskSetStatus {
    /// It serves production traffic.
    Primary,
    Active,
    /// Its tasks are being stopped.
    Draining,
}

impl TaskSetStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY",
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct TaskSet {
    /// Its tasks are told from others by it.
    pub(crate) number: DeploymentNumber,
    /// `ecs-svc/…`
    pub(crate) id: String,
    pub(crate) arn: String,
    pub(crate) started_by: &'static str,
    pub(crate) status: TaskSetStatus,
    pub(crate) task_definition: Arc<TaskDefinition>,
    /// What it was given and is only shown again.
    pub(crate) fields: Fields,
    /// Percent of the service's desired count.
    pub(crate) scale: f64,
    pub(crate) is_stable: bool,
    pub(crate) stable_changed: Moment,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
}

impl TaskSet {
    /// Percent of the desired count, rounded up (API Reference, "`TaskSet`", `computedDesiredCount`).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a scale is between 0 and 100, and counts are small"
    )]
    pub(crate) fn computed_desired(&self, desired: usize) -> usize {
        if self.status == TaskSetStatus::Draining {
            return 0;
        }
        (desired as f64 * self.scale / 100.0).ceil() as usize
    }

    pub(crate) fn set_stable(&mut self, is_stable: bool, at: Moment) {
        if self.is_stable != is_stable {
            self.is_stable = is_stable;
            self.stable_changed = at;
        }
    }
}
