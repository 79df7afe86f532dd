//! How far a blue/green, linear or canary deployment is.

use std::time::Duration;

use crate::api::Moment;
use crate::ecs::model::lifecycle::hook::Hook;
use crate::ecs::model::lifecycle::stage::LifecycleStage;

/// One shift of production traffic: how much of it the target has then, in percent, and how long nothing else happens, at AWS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShiftStep {
    pub(crate) weight: f64,
    pub(crate) bake: Duration,
}

#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) stage: LifecycleStage,
    /// Changes with the stage: what was scheduled before is void.
    pub(crate) version: u32,
    /// The stage waits for nothing but its hooks.
    pub(crate) is_due: bool,
    /// The stage has shifted its traffic.
    has_shifted: bool,
    /// Hooks of all stages so far.
    pub(crate) hooks: Vec<Hook>,
    /// Shifts of production traffic.
    pub(crate) steps: Vec<ShiftStep>,
    pub(crate) steps_done: usize,
    /// How much of the traffic the target has, in percent.
    pub(crate) test_weight: f64,
    pub(crate) production_weight: f64,
    /// When the old tasks are stopped, once it has succeeded or is rolled back.
    pub(crate) cleans_up_from: Option<Moment>,
}

impl Progress {
    pub(crate) fn new(stage: LifecycleStage, steps: Vec<ShiftStep>) -> Self {
        Self {
            stage,
            version: 0,
            is_due: false,
            has_shifted: false,
            hooks: Vec::new(),
            steps,
            steps_done: 0,
            test_weight: 0.0,
            production_weight: 0.0,
            cleans_up_from: None,
        }
    }

    pub(crate) fn enter(&mut self, stage: LifecycleStage) {
        self.stage = stage;
        self.version += 1;
        self.is_due = false;
        self.has_shifted = false;
    }

    /// The stage has lasted long enough, and its hooks let the deployment continue.
    pub(crate) fn may_pass(&self) -> bool {
        let mut hooks = self.hooks.iter().filter(|hook| hook.version == self.version);
        self.is_due && hooks.all(Hook::lets_continue)
    }

    /// The traffic goes back, and the tasks of the target are stopped.
    pub(crate) fn roll_back(&mut self, at: Moment) {
        self.enter(LifecycleStage::CleanUp);
        (self.test_weight, self.production_weight) = (0.0, 0.0);
        self.cleans_up_from = Some(at);
    }

    /// The stage that follows. Linear and canary deployments repeat the shift of production traffic for each step.
    pub(crate) fn next_stage(&self) -> LifecycleStage {
        match self.stage {
            LifecycleStage::ProductionTrafficShift if self.steps_done < self.steps.len() => {
                LifecycleStage::PreProductionTrafficShift
            }
            stage => stage.next(),
        }
    }

    /// Shifts the traffic that the stage shifts. Returns how long the stage then still lasts.
    pub(crate) fn shift(&mut self) -> Option<Duration> {
        if std::mem::replace(&mut self.has_shifted, true) {
            return None;
        }
        match self.stage {
            LifecycleStage::TestTrafficShift => self.test_weight = 100.0,
            LifecycleStage::ProductionTrafficShift => {
                let step = *self.steps.get(self.steps_done)?;
                self.steps_done += 1;
                self.production_weight = step.weight;
                return (!step.bake.is_zero()).then_some(step.bake);
            }
            _ => {}
        }
        None
    }
}
