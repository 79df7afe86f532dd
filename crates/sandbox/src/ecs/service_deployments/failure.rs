//! Why a service deployment fails, in the words of ECS.
//!
//! The sentences of `statusReason` are those of the Developer Guide, "Troubleshooting Amazon ECS blue/green deployments", and of
//! what ECS returns. The classic deployment and the events have sentences of their own.

use crate::ecs::model::lifecycle::hook::{Hook, HookResult, HookStatus, HookTarget};

/// Why a service deployment fails.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Who fails it, e.g. `ECS deployment circuit breaker`.
    pub(crate) by: &'static str,
    /// What the events say, e.g. `tasks failed to start`.
    pub(crate) what: String,
    /// Why it is rolled back: `statusReason` and `rollback.reason`. Unknown if a person requested it.
    pub(crate) reason: Option<String>,
    pub(crate) rolls_back: bool,
}

/// `statusReason` of a service deployment that is to be rolled back when nothing has been deployed before.
pub(crate) const NO_CANDIDATE: &str = "No rollback candidate was found to run the rollback.";

/// The circuit breaker has counted too many failed tasks.
pub(crate) fn by_breaker(rolls_back: bool) -> Failure {
    Failure {
        by: "ECS deployment circuit breaker",
        what: "tasks failed to start".into(),
        reason: Some(rolled_back_because("the circuit breaker threshold was exceeded")),
        rolls_back,
    }
}

pub(crate) fn by_alarm(rolls_back: bool) -> Failure {
    Failure {
        by: "ECS deployment failed",
        what: "alarm detected".into(),
        reason: Some(rolled_back_because("of one or more active alarms")),
        rolls_back,
    }
}

pub(crate) fn by_user(rolls_back: bool) -> Failure {
    Failure { by: "ECS deployment failed", what: "stopped by user".into(), reason: None, rolls_back }
}

/// A lifecycle hook has failed or timed out. What ECS says when a person rolls a paused deployment back is not known.
pub(crate) fn by_hook(hook: &Hook) -> Failure {
    let stage = hook.stage.name();
    let cause = match &hook.target {
        HookTarget::Lambda { arn, result: HookResult::ReturnsNothing } => Some(format!(
            "{stage} lifecycle hook(s) failed. ECS was unable to parse the response from {arn} due to: HookStatus must not \
             be null"
        )),
        HookTarget::Lambda { arn, .. } => Some(format!(
            "{stage} lifecycle hook(s) failed. Lifecycle hook target {arn} returned FAILED status"
        )),
        HookTarget::Pause if hook.status == HookStatus::TimedOut => {
            Some(format!("{stage} pause hook timed out"))
        }
        HookTarget::Pause => None,
    };
    let reason = cause.map(|cause| rolled_back_because(&cause));
    let what = reason.as_deref().map_or("lifecycle hook failed", |reason| reason.trim_end_matches('.'));
    Failure { by: "ECS deployment failed", what: what.to_owned(), reason, rolls_back: true }
}

fn rolled_back_because(cause: &str) -> String {
    format!("Service deployment rolled back because {cause}.")
}
