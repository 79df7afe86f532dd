//! Lifecycle stages of a blue/green deployment.
//!
//! Developer Guide, "Amazon ECS blue/green deployments workflow", and API Reference, "`ServiceDeployment`",
//! `lifecycleStage`: the green tasks are all started beside the blue ones, the traffic is shifted, both run for the
//! bake time, then the blue ones are stopped. Until then a rollback is only a shift back. Linear and canary
//! deployments go through the same stages; how the traffic is shifted is not modelled.

use std::time::Duration;

use serde_json::Value;

use super::super::Ecs;
use super::super::agenda::Happening;
use super::super::services::{Service, ServiceId};
use super::super::wire::Fields;
use super::Rollout;
use crate::api::Moment;

/// In the order in which they are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ecs) enum Stage {
    PreScaleUp,
    ScaleUp,
    PostScaleUp,
    TestTrafficShift,
    PostTestTrafficShift,
    ProductionTrafficShift,
    PostProductionTrafficShift,
    BakeTime,
    CleanUp,
}

impl Stage {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::PreScaleUp => "PRE_SCALE_UP",
            Self::ScaleUp => "SCALE_UP",
            Self::PostScaleUp => "POST_SCALE_UP",
            Self::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
            Self::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
            Self::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
            Self::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
            Self::BakeTime => "BAKE_TIME",
            Self::CleanUp => "CLEAN_UP",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::PreScaleUp => Self::ScaleUp,
            Self::ScaleUp => Self::PostScaleUp,
            Self::PostScaleUp => Self::TestTrafficShift,
            Self::TestTrafficShift => Self::PostTestTrafficShift,
            Self::PostTestTrafficShift => Self::ProductionTrafficShift,
            Self::ProductionTrafficShift => Self::PostProductionTrafficShift,
            Self::PostProductionTrafficShift => Self::BakeTime,
            Self::BakeTime | Self::CleanUp => Self::CleanUp,
        }
    }
}

impl Rollout {
    /// Whether new tasks may be started.
    pub(in crate::ecs) fn scales_up(&self) -> bool {
        self.stage.is_none_or(|stage| stage >= Stage::ScaleUp)
    }

    /// Whether the old tasks are to be stopped, and the rollout can be complete.
    pub(in crate::ecs) fn cleans_up(&self) -> bool {
        self.stage.is_none_or(|stage| stage == Stage::CleanUp)
    }

    /// How much of the production traffic the target gets, in percent.
    pub(super) fn target_weight(&self) -> Option<f64> {
        let shifted = self.stage? > Stage::ProductionTrafficShift && self.rollback.is_none();
        Some(if shifted { 100.0 } else { 0.0 })
    }
}

impl Service {
    pub(in crate::ecs) fn is_blue_green(&self) -> bool {
        strategy(&self.fields).is_some_and(|strategy| strategy != "ROLLING")
    }

    fn bake_time(&self) -> Duration {
        let configuration = self.fields.get("deploymentConfiguration");
        let minutes = configuration.and_then(|configuration| configuration["bakeTimeInMinutes"].as_u64());
        Duration::from_secs(60 * minutes.unwrap_or_default())
    }
}

fn strategy(fields: &Fields) -> Option<&str> {
    fields.get("deploymentConfiguration").map_or(&Value::Null, |all| &all["strategy"]).as_str()
}

impl Ecs {
    /// The first stage of a rollout that has stages.
    pub(super) fn enter_stages(&mut self, id: ServiceId, rollout: usize, at: Moment) {
        if self.services[id.0].is_blue_green() {
            self.enter_stage(id, (rollout, Stage::PreScaleUp), at);
        }
    }

    /// All green tasks run well: the next stage, if they are what is waited for.
    pub(in crate::ecs) fn scaled_up(&mut self, id: ServiceId, at: Moment) {
        let rollout = self.services[id.0].primary().rollout;
        if self.services[id.0].rollouts[rollout].stage == Some(Stage::ScaleUp) {
            self.enter_stage(id, (rollout, Stage::PostScaleUp), at);
        }
    }

    /// Time has passed in a stage: the next one, unless the rollout has gone elsewhere.
    pub(in crate::ecs) fn stage_passes(
        &mut self,
        id: ServiceId,
        (rollout, stage): (usize, Stage),
        at: Moment,
    ) {
        let now = &self.services[id.0].rollouts[rollout];
        if now.stage == Some(stage) && now.status.is_going_on() {
            self.enter_stage(id, (rollout, stage.next()), at);
            self.look(id, at);
        }
    }

    fn enter_stage(&mut self, id: ServiceId, (rollout, stage): (usize, Stage), at: Moment) {
        let service = &mut self.services[id.0];
        let bake_time = service.bake_time();
        let entered = &mut service.rollouts[rollout];
        entered.stage = Some(stage);
        entered.updated = at;
        let lasts = match stage {
            // Ends when the tasks run, or the old ones have stopped.
            Stage::ScaleUp | Stage::CleanUp => return,
            Stage::BakeTime => self.pace.scaled(bake_time),
            _ => self.pace.step / 4,
        };
        self.agenda.plan(at.plus(lasts), Happening::Stage { service: id, rollout, stage });
    }
}
