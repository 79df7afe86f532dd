//! Where a blue/green, linear or canary rollout is.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

/// A stage of a rollout, and the traffic that the new tasks have in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LifecycleStage {
    /// ECS's word, `BAKE_TIME`.
    pub stage: String,
    /// In percent; none where there is no such traffic.
    pub test_traffic: Option<f64>,
    /// In percent.
    pub production_traffic: Option<f64>,
    /// How long both versions run after the last shift, in minutes; only of that stage.
    pub bake_minutes: Option<i32>,
}

/// "`BAKE_TIME` (10 min), production traffic 100 %, test traffic 100 %".
impl fmt::Display for LifecycleStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stage)?;
        self.bake_minutes.iter().try_for_each(|minutes| write!(f, " ({minutes} min)"))?;
        let traffic = [("production", self.production_traffic), ("test", self.test_traffic)];
        traffic.iter().try_for_each(|(kind, percent)| match percent {
            Some(percent) => write!(f, ", {kind} traffic {percent} %"),
            None => Ok(()),
        })
    }
}

/// A hook of a rollout that began, or ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HookStatus {
    /// The stage, as far as it was seen.
    pub stage: Option<String>,
    /// The hook's id.
    pub hook: String,
    /// The ARN of its Lambda function; none of a pause.
    pub function: Option<String>,
    /// `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`.
    pub status: String,
}

/// "hook ecs-pause-1 at `POST_SCALE_UP`: timed out".
impl fmt::Display for HookStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hook {}", self.function.as_ref().unwrap_or(&self.hook))?;
        self.stage.iter().try_for_each(|stage| write!(f, " at {stage}"))?;
        write!(f, ": {}", self.status.to_lowercase().replace('_', " "))
    }
}

/// A rollout that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PausedRollout {
    /// The stage at which it waits.
    pub stage: String,
    /// The id of the hook that waits.
    pub hook: String,
    /// Until when; none if ECS does not say.
    pub until: Option<Timestamp>,
    /// Whether it continues then. Otherwise it is rolled back.
    pub then_continues: bool,
}

/// "waits for approval at `POST_SCALE_UP` until 2026-11-29 13:00:00 UTC, then is rolled back".
impl fmt::Display for PausedRollout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "waits for approval at {}", self.stage)?;
        let Some(until) = self.until else { return Ok(()) };
        let then = if self.then_continues { "continues" } else { "is rolled back" };
        write!(f, " until {}, then {then}", until.strftime("%Y-%m-%d %H:%M:%S UTC"))
    }
}
