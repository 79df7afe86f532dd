//! The lifecycle hooks of a stage begin (API Reference, "`DeploymentLifecycleHook`").
//!
//! No Lambda function is invoked: rules say what it returns. A pause hook waits for a person until it times out.

use std::time::Duration;

use serde_json::Value;

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::lifecycle::hook::{Hook, HookAction, HookStatus, HookTarget};
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// How long a Lambda function runs unless a rule says, at AWS.
const LAMBDA_TAKES: Duration = Duration::from_secs(2);

/// How long a pause hook waits by default: a day, in minutes.
const PAUSE_TAKES: u64 = 1440;

/// All hooks of a stage run in parallel.
pub(crate) fn begin(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    let Some(progress) = &ecs.services[id.0].rollouts[rollout].progress else { return };
    let stage = progress.stage.name();
    let configured: Vec<Value> = configuration::lifecycle_hooks(&ecs.services[id.0])
        .iter()
        .filter(|hook| {
            hook["lifecycleStages"].as_array().is_some_and(|stages| stages.iter().any(|it| it == stage))
        })
        .cloned()
        .collect();
    for hook in configured {
        begin_one(ecs, id, rollout, &hook, at);
    }
}

fn begin_one(ecs: &mut Ecs, id: ServiceId, rollout: usize, configured: &Value, at: Moment) {
    let number = ecs.ids.hex();
    let service = &mut ecs.services[id.0];
    let Some(progress) = &mut service.rollouts[rollout].progress else { return };
    let scripted = ecs.rules.hook(&service.name, progress.stage);
    let (target, status, kind) = match configured["hookTargetArn"].as_str() {
        Some(arn) => {
            let target = HookTarget::Lambda { arn: arn.to_owned(), result: scripted.result };
            (target, HookStatus::InProgress, "lambda")
        }
        None => (HookTarget::Pause, HookStatus::AwaitingAction, "pause"),
    };
    let timeout = &configured["timeoutConfiguration"];
    let default = (target == HookTarget::Pause).then_some(PAUSE_TAKES);
    let minutes = timeout["timeoutInMinutes"].as_u64().or(default);
    let after = |minutes| at.plus(ecs.time_scale.scaled(Duration::from_mins(minutes)));
    let expires = minutes.map(after);
    let ends = at.plus(ecs.time_scale.scaled(scripted.takes.unwrap_or(LAMBDA_TAKES)));
    let ends = (target != HookTarget::Pause).then_some(ends);
    let action = timeout["action"].as_str().and_then(HookAction::parse);
    progress.hooks.push(Hook {
        id: format!("ecs-{kind}-{}", &number[..22]),
        stage: progress.stage,
        version: progress.version,
        target,
        status,
        expires,
        timeout_action: action.unwrap_or(HookAction::RollBack),
    });
    let hook = progress.hooks.len() - 1;
    for at in expires.into_iter().chain(ends) {
        ecs.events.add(at, ScheduledEvent::Hook { service: id, deployment: rollout, hook });
    }
}
