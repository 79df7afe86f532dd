//! Lifecycle stages of a blue/green, linear or canary deployment.
//!
//! Developer Guide, "Amazon ECS blue/green deployments workflow", and API Reference, "`ServiceDeployment`",
//! `lifecycleStage`: the green tasks are all started beside the blue ones, the traffic is shifted, both run for the
//! bake time, then the blue ones are stopped. Until then a rollback only shifts the traffic back. A stage also waits for its
//! lifecycle hooks. The service deployment is SUCCESSFUL a little before the blue tasks are gone and the deployment is COMPLETED.

use std::time::Duration;

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::lifecycle::progress::Progress;
use crate::ecs::model::lifecycle::stage::LifecycleStage;
use crate::ecs::model::service_deployment::ServiceDeploymentStatus;
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::finish::finish;
use crate::ecs::service_deployments::lifecycle::{hooks, traffic};
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// How long the old tasks still run after the service deployment is SUCCESSFUL, at AWS.
const CLEAN_UP_AFTER: Duration = Duration::from_secs(20);

/// The first stage of a rollout that has stages. It is called before its deployment is PRIMARY.
pub(crate) fn enter_first(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    let service = &mut ecs.services[id.0];
    if !configuration::is_blue_green(service) {
        return;
    }
    let several_are_active = service.deployments.len() > 1;
    let first =
        if several_are_active { LifecycleStage::ReconcileService } else { LifecycleStage::PreScaleUp };
    let steps = traffic::steps(&service.fields);
    service.rollouts[rollout].progress = Some(Progress::new(first, steps));
    enter(ecs, id, rollout, first, at);
}

/// All green tasks are healthy: enters the next stage if the current one waits for them.
pub(crate) fn scaled_up(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let rollout = ecs.services[id.0].primary().rollout;
    let progress = ecs.services[id.0].rollouts[rollout].progress.as_ref();
    if progress.is_some_and(|progress| progress.stage == LifecycleStage::ScaleUp) {
        enter(ecs, id, rollout, LifecycleStage::PostScaleUp, at);
    }
}

/// The stage has lasted long enough. Returns whether another one begins.
pub(crate) fn is_due(ecs: &mut Ecs, id: ServiceId, rollout: usize, version: u32, at: Moment) -> bool {
    let progress = ecs.services[id.0].rollouts[rollout].progress.as_mut();
    let Some(progress) = progress.filter(|progress| progress.version == version) else { return false };
    progress.is_due = true;
    pass(ecs, id, rollout, at)
}

/// Enters the next stage, if nothing holds the current one. Returns whether it does.
pub(crate) fn pass(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) -> bool {
    let deployment = &mut ecs.services[id.0].rollouts[rollout];
    let in_progress = deployment.status.can_be_stopped();
    let progress = deployment.progress.as_mut();
    let Some(progress) = progress.filter(|progress| in_progress && progress.may_pass()) else { return false };
    let bakes = progress.shift();
    deployment.updated = at;
    if let Some(bake) = bakes {
        let lasts = ecs.time_scale.scaled(bake);
        schedule_end(ecs, id, rollout, at.plus(lasts));
        return false;
    }
    let next = progress.next_stage();
    enter(ecs, id, rollout, next, at);
    true
}

fn enter(ecs: &mut Ecs, id: ServiceId, rollout: usize, stage: LifecycleStage, at: Moment) {
    let service = &mut ecs.services[id.0];
    let bake_time = configuration::bake_time(service);
    let entered = &mut service.rollouts[rollout];
    entered.updated = at;
    if let Some(progress) = &mut entered.progress {
        progress.enter(stage);
    }
    hooks::begin(ecs, id, rollout, at);
    let lasts = match stage {
        // Ends when the tasks run.
        LifecycleStage::ScaleUp => return,
        LifecycleStage::CleanUp => return succeed(ecs, id, rollout, at),
        LifecycleStage::BakeTime => ecs.time_scale.scaled(bake_time),
        _ => ecs.time_scale.step / 4,
    };
    schedule_end(ecs, id, rollout, at.plus(lasts));
}

fn schedule_end(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    let Some(progress) = &ecs.services[id.0].rollouts[rollout].progress else { return };
    let version = progress.version;
    ecs.events.add(at, ScheduledEvent::Stage { service: id, deployment: rollout, version });
}

/// The service deployment is SUCCESSFUL; then the old tasks are stopped.
fn succeed(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    let from = at.plus(ecs.time_scale.scaled(CLEAN_UP_AFTER));
    finish(ecs, id, rollout, ServiceDeploymentStatus::Successful, at);
    if let Some(progress) = &mut ecs.services[id.0].rollouts[rollout].progress {
        progress.cleans_up_from = Some(from);
    }
    plan::look_at(ecs, id, from);
}
