//! How durations of AWS are shortened.

use std::time::Duration;

/// How fast time passes in the model: one step stands for 20 seconds at AWS.
///
/// A Fargate task needs about two steps from its creation to RUNNING. Durations that a configuration or a rule
/// names are AWS's own and are shortened in the same proportion.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeScale {
    /// Length of a step on the sandbox's clock.
    pub(crate) step: Duration,
}

/// A quarter of it is the shortest time that there is: a millisecond.
pub(crate) const SHORTEST_STEP: Duration = Duration::from_millis(4);

/// What one step stands for.
const STEP_AT_AWS: Duration = Duration::from_secs(20);

impl TimeScale {
    /// How long something takes here that takes `time` at AWS.
    pub(crate) fn scaled(self, time: Duration) -> Duration {
        let nanos = self.step.as_nanos() * time.as_nanos() / STEP_AT_AWS.as_nanos();
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

impl Default for TimeScale {
    /// A rollout of one task takes two seconds.
    fn default() -> Self {
        Self { step: Duration::from_millis(500) }
    }
}
