//! How far a rollout is followed: to its end, until its old tasks are gone, or only to a stage.

use std::str::FromStr;

use super::super::lifecycle::{Lifecycle, Stage};
use super::super::service_deployment::ServiceDeployment;
use crate::event::{RolloutOutcome, RolloutResult};
use crate::types::InvalidName;

/// How far a rollout is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaitFor {
    /// Until it is complete. Old tasks may still run.
    #[default]
    Completed,
    /// Until it is complete and its old tasks are gone.
    Drained,
    /// Until it has reached a stage. One without stages is followed until it is complete.
    Stage(Stage),
}

impl WaitFor {
    /// The outcome of a rollout that has reached the stage.
    pub(super) fn reached(self, deployment: &ServiceDeployment) -> Option<RolloutOutcome> {
        let Self::Stage(wanted) = self else { return None };
        // A rollback has stages, too.
        let lifecycle = deployment.lifecycle.as_ref().filter(|_| !deployment.is_over())?;
        let is_reached = Stage::of(&lifecycle.stage).is_some_and(|stage| stage >= wanted);
        is_reached.then(|| RolloutOutcome::bare(stage_reached(deployment, lifecycle)))
    }
}

fn stage_reached(deployment: &ServiceDeployment, lifecycle: &Lifecycle) -> RolloutResult {
    RolloutResult::StageReached {
        stage: lifecycle.stage.clone(),
        takes_traffic: lifecycle.production_traffic.is_some_and(|percent| percent >= 100.0),
        until: lifecycle.bakes_until(deployment.updated),
    }
}

impl FromStr for WaitFor {
    type Err = InvalidName;

    fn from_str(word: &str) -> Result<Self, InvalidName> {
        let name = word.to_uppercase().replace('-', "_");
        match name.as_str() {
            "COMPLETED" => Ok(Self::Completed),
            "DRAINED" => Ok(Self::Drained),
            name => Stage::of(name).map(Self::Stage).ok_or_else(|| InvalidName {
                word: word.to_owned(),
                expected: "completed, drained, or a lifecycle stage of ECS such as BAKE_TIME",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_stages_are_read() {
        assert_eq!("drained".parse(), Ok(WaitFor::Drained));
        assert_eq!("completed".parse(), Ok(WaitFor::Completed));
        for stage in ["BAKE_TIME", "bake-time", "pre_production_traffic_shift"] {
            assert!(matches!(stage.parse(), Ok(WaitFor::Stage(_))), "{stage}");
        }
        assert!("baked".parse::<WaitFor>().is_err());
    }
}
