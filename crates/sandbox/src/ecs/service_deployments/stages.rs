//! Lifecycle stages of a blue/green deployment.
//!
//! Developer Guide, "Amazon ECS blue/green deployments workflow", and API Reference, "`ServiceDeployment`",
//! `lifecycleStage`: the green tasks are all started beside the blue ones, the traffic is shifted, both run for the
//! bake time, then the blue ones are stopped. Until then a rollback only shifts the traffic back. Linear and canary
//! deployments go through the same stages; how the traffic is shifted is not modelled.

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::lifecycle_stage::LifecycleStage;
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// The first stage of a rollout that has stages.
pub(crate) fn enter_first(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    if configuration::is_blue_green(&ecs.services[id.0]) {
        enter(ecs, id, rollout, LifecycleStage::PreScaleUp, at);
    }
}

/// All green tasks are healthy: enters the next stage if the current one waits for them.
pub(crate) fn scaled_up(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let rollout = ecs.services[id.0].primary().rollout;
    if ecs.services[id.0].rollouts[rollout].stage == Some(LifecycleStage::ScaleUp) {
        enter(ecs, id, rollout, LifecycleStage::PostScaleUp, at);
    }
}

/// Time has passed in a stage: enters the next one, unless the deployment is in another one by now. Returns whether it did.
pub(crate) fn pass(ecs: &mut Ecs, id: ServiceId, rollout: usize, stage: LifecycleStage, at: Moment) -> bool {
    let now = &ecs.services[id.0].rollouts[rollout];
    let passes = now.stage == Some(stage) && now.status.is_in_progress();
    if passes {
        enter(ecs, id, rollout, stage.next(), at);
    }
    passes
}

fn enter(ecs: &mut Ecs, id: ServiceId, rollout: usize, stage: LifecycleStage, at: Moment) {
    let service = &mut ecs.services[id.0];
    let bake_time = configuration::bake_time(service);
    let entered = &mut service.rollouts[rollout];
    entered.stage = Some(stage);
    entered.updated = at;
    let lasts = match stage {
        // Ends when the tasks run, or the old ones have stopped.
        LifecycleStage::ScaleUp | LifecycleStage::CleanUp => return,
        LifecycleStage::BakeTime => ecs.time_scale.scaled(bake_time),
        _ => ecs.time_scale.step / 4,
    };
    ecs.events.add(at.plus(lasts), ScheduledEvent::Stage { service: id, deployment: rollout, stage });
}
