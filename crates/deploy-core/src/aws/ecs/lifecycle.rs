//! The lifecycle of a blue/green, linear or canary deployment: its stage, its traffic, its hooks.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html>

use aws_sdk_ecs::types;
use jiff::{SignedDuration, Timestamp};

use super::deployment::timestamp;
use crate::event::PausedRollout;

/// In their order. A name that ECS has made since is none of them.
const STAGES: [&str; 11] = [
    "RECONCILE_SERVICE",
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
];

/// A stage, by its place in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stage(usize);

impl Stage {
    /// The stage with a name of ECS, if that is known.
    pub(super) fn of(name: &str) -> Option<Self> {
        STAGES.iter().position(|known| *known == name).map(Self)
    }
}

/// How far a deployment with stages is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lifecycle {
    /// ECS's word.
    pub(super) stage: String,
    /// How much of the test traffic the new tasks have, in percent.
    pub(super) test_traffic: Option<f64>,
    /// How much of the production traffic the new tasks have, in percent.
    pub(super) production_traffic: Option<f64>,
    /// How long both run after the last shift, in minutes.
    pub(super) bake_minutes: Option<i32>,
    /// Hooks of all stages so far.
    pub(super) hooks: Vec<LifecycleHook>,
}

/// A hook of a stage: a Lambda function, or a pause until a person acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LifecycleHook {
    pub(super) id: String,
    /// The ARN of its function; a pause has none.
    pub(super) function: Option<String>,
    /// `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`.
    pub(super) status: String,
    pub(super) expires: Option<Timestamp>,
    /// What happens then: a rollback, unless it says that the deployment continues.
    pub(super) continues: bool,
}

impl Lifecycle {
    /// Of a service deployment; none of a rolling one.
    pub(super) fn of(deployment: &types::ServiceDeployment) -> Option<Self> {
        let target = deployment.target_service_revision();
        let configuration = deployment.deployment_configuration();
        Some(Self {
            stage: deployment.lifecycle_stage()?.as_str().to_owned(),
            test_traffic: target.and_then(types::ServiceRevisionSummary::requested_test_traffic_weight),
            production_traffic: target
                .and_then(types::ServiceRevisionSummary::requested_production_traffic_weight),
            bake_minutes: configuration.and_then(types::DeploymentConfiguration::bake_time_in_minutes),
            hooks: deployment.lifecycle_hook_details().iter().map(LifecycleHook::from).collect(),
        })
    }

    /// Whether all new tasks are healthy, which they are before any traffic is shifted.
    pub(super) fn is_scaled_up(&self) -> bool {
        Stage::of(&self.stage).is_some_and(|stage| Some(stage) > Stage::of("SCALE_UP"))
    }

    /// The hooks at which it waits for a person.
    pub(super) fn pauses(&self) -> Vec<PausedRollout> {
        self.hooks.iter().filter(|hook| hook.is_waiting()).map(|hook| self.pause_at(hook)).collect()
    }

    /// When the bake time is over that began then.
    pub(super) fn bakes_until(&self, since: Option<Timestamp>) -> Option<Timestamp> {
        let minutes = self.bake_minutes.filter(|_| self.stage == "BAKE_TIME")?;
        since?.checked_add(SignedDuration::from_mins(minutes.into())).ok()
    }

    /// How it waits at a hook.
    pub(super) fn pause_at(&self, hook: &LifecycleHook) -> PausedRollout {
        PausedRollout {
            stage: self.stage.clone(),
            hook: hook.id.clone(),
            until: hook.expires,
            then_continues: hook.continues,
        }
    }
}

impl LifecycleHook {
    /// Whether it waits for a person.
    pub(super) fn is_waiting(&self) -> bool {
        self.status == "AWAITING_ACTION"
    }

    /// Whether a person has chosen to roll back.
    pub(super) fn is_refused(&self) -> bool {
        self.function.is_none() && self.status == "FAILED"
    }
}

impl From<&types::DeploymentLifecycleHookDetail> for LifecycleHook {
    fn from(hook: &types::DeploymentLifecycleHookDetail) -> Self {
        Self {
            id: hook.hook_id().unwrap_or_default().to_owned(),
            function: hook.target_arn().map(str::to_owned),
            status: hook.status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
            expires: hook.expires_at().and_then(timestamp),
            continues: hook.timeout_action() == Some(&types::DeploymentLifecycleHookAction::Continue),
        }
    }
}
