//! `ContinueServiceDeployment`: a person acts on a pause hook.

use serde_json::json;

use crate::api::ApiError;
use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::lifecycle::hook::{HookAction, HookStatus};
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::find;
use crate::ecs::service_deployments::lifecycle::hook_ended;
use crate::ecs::state::Ecs;

/// Its errors are those of the Developer Guide, "Troubleshooting Amazon ECS blue/green deployments".
pub(crate) fn continue_paused(ecs: &mut Ecs, input: Input) -> Answer {
    let arn = input.required("serviceDeploymentArn")?;
    let hook_id = input.required("hookId")?;
    if !has_format(hook_id) {
        return Err(invalid("Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}"));
    }
    let name = input.text("action").unwrap_or("CONTINUE");
    let action = HookAction::parse(name).ok_or_else(|| invalid(format!("action {name} is not valid.")))?;
    let missing = || {
        let sentence = "The service deployment does not exist.";
        ApiError::client("ServiceDeploymentNotFoundException", sentence)
    };
    let (id, place) = find::by_arn(ecs, arn).ok_or_else(missing)?;
    let deployment = &ecs.services[id.0].rollouts[place];
    if !deployment.status.is_in_progress() {
        let sentence =
            "Continuing a service deployment is not allowed for service deployment in terminal states.";
        return Err(invalid(sentence));
    }
    let mut hooks = deployment.progress.iter().flat_map(|progress| &progress.hooks);
    let hook = hooks
        .position(|hook| hook.id == hook_id && hook.status == HookStatus::AwaitingAction)
        .ok_or_else(|| {
            invalid(
                "Provided hookId is either completed, unavailable, or not associated with the given Resource ARN",
            )
        })?;
    hook_ended::by_action(ecs, id, place, hook, action);
    plan::look_soon(ecs, id, ecs.now);
    Ok(json!({ "serviceDeploymentArn": arn }))
}

fn has_format(hook_id: &str) -> bool {
    let mut parts = hook_id.splitn(3, '-');
    parts.next() == Some("ecs") && parts.all(|part| !part.is_empty()) && hook_id.matches('-').count() >= 2
}
