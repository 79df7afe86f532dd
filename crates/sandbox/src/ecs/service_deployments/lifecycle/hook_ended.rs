//! A lifecycle hook ends: it returns, it times out, or a person acts on it.

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::lifecycle::hook::{Hook, HookAction, HookResult, HookStatus, HookTarget};
use crate::ecs::service_deployments::lifecycle::stages;
use crate::ecs::service_deployments::{end, failure};
use crate::ecs::state::Ecs;

/// The time has come at which a hook returns or times out.
pub(crate) fn by_itself(ecs: &mut Ecs, id: ServiceId, rollout: usize, hook: usize, at: Moment) {
    let Some(ended) = hook_mut(ecs, id, rollout, hook).filter(|hook| hook.is_open()) else { return };
    let is_expired = ended.expires.is_some_and(|expires| expires <= at);
    ended.status = match &ended.target {
        _ if is_expired => HookStatus::TimedOut,
        HookTarget::Lambda { result: HookResult::Succeeds, .. } => HookStatus::Succeeded,
        HookTarget::Lambda { .. } => HookStatus::Failed,
        HookTarget::Pause => return,
    };
    go_on(ecs, id, rollout, hook, at);
}

/// A person lets the deployment continue, or rolls it back.
pub(crate) fn by_action(ecs: &mut Ecs, id: ServiceId, rollout: usize, hook: usize, action: HookAction) {
    let Some(ended) = hook_mut(ecs, id, rollout, hook) else { return };
    ended.status = match action {
        HookAction::Continue => HookStatus::Succeeded,
        HookAction::RollBack => HookStatus::Failed,
    };
    go_on(ecs, id, rollout, hook, ecs.now);
}

fn hook_mut(ecs: &mut Ecs, id: ServiceId, rollout: usize, hook: usize) -> Option<&mut Hook> {
    ecs.services[id.0].rollouts[rollout].progress.as_mut()?.hooks.get_mut(hook)
}

/// The deployment continues, or is rolled back, unless it ends for another reason already.
fn go_on(ecs: &mut Ecs, id: ServiceId, rollout: usize, hook: usize, at: Moment) {
    let Some(ended) = hook_mut(ecs, id, rollout, hook).cloned() else { return };
    let service = &ecs.services[id.0];
    let is_current = service.primary().rollout == rollout;
    let status = service.rollouts[rollout].status;
    if !is_current || !status.can_be_stopped() {
        return;
    }
    if ended.lets_continue() {
        stages::pass(ecs, id, rollout, at);
    } else {
        end::fail(ecs, id, &failure::by_hook(&ended), at);
    }
}
