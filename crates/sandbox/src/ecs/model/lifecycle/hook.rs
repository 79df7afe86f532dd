//! Lifecycle hooks of a service deployment (API Reference, "`DeploymentLifecycleHookDetail`").

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::model::lifecycle::stage::LifecycleStage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HookStatus {
    InProgress,
    AwaitingAction,
    Succeeded,
    Failed,
    TimedOut,
}

impl HookStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::AwaitingAction => "AWAITING_ACTION",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
        }
    }
}

/// What happens to a deployment: when a hook times out, or when a person acts on a paused one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HookAction {
    Continue,
    RollBack,
}

impl HookAction {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "CONTINUE" => Some(Self::Continue),
            "ROLLBACK" => Some(Self::RollBack),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Continue => "CONTINUE",
            Self::RollBack => "ROLLBACK",
        }
    }
}

/// What a Lambda function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HookResult {
    Succeeds,
    Fails,
    /// A response without `hookStatus`.
    ReturnsNothing,
}

/// What runs at the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HookTarget {
    Lambda { arn: String, result: HookResult },
    Pause,
}

#[derive(Clone, Debug)]
pub(crate) struct Hook {
    /// `ecs-…-…`
    pub(crate) id: String,
    pub(crate) stage: LifecycleStage,
    /// Of the progress when the stage began.
    pub(crate) version: u32,
    pub(crate) target: HookTarget,
    pub(crate) status: HookStatus,
    pub(crate) expires: Option<Moment>,
    pub(crate) timeout_action: HookAction,
}

impl Hook {
    /// It runs, or waits for a person.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.status, HookStatus::InProgress | HookStatus::AwaitingAction)
    }

    /// The deployment may go on.
    pub(crate) fn lets_continue(&self) -> bool {
        match self.status {
            HookStatus::Succeeded => true,
            HookStatus::TimedOut => self.timeout_action == HookAction::Continue,
            _ => false,
        }
    }

    pub(crate) fn shown(&self) -> Value {
        let mut shown = json!({ "hookId": self.id, "status": self.status.name() });
        match &self.target {
            HookTarget::Lambda { arn, .. } => {
                shown["targetType"] = "AWS_LAMBDA".into();
                shown["targetArn"] = arn.clone().into();
            }
            HookTarget::Pause => shown["targetType"] = "PAUSE".into(),
        }
        if let Some(expires) = self.expires {
            shown["expiresAt"] = expires.seconds().into();
            shown["timeoutAction"] = self.timeout_action.name().into();
        }
        shown
    }
}
