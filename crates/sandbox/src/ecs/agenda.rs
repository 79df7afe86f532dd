//! What is going to happen, in the order in which it will.
//!
//! The model moves from event to event, never in ticks: that is why how often it is asked does not change
//! what it does. Two events of the same moment happen in the order in which they were planned.

use std::collections::BTreeMap;
use std::time::Duration;

use super::rollouts::Stage;
use super::services::ServiceId;
use super::tasks::{Act, TaskId};
use crate::api::Moment;

/// Something that time brings.
#[derive(Clone, Copy, Debug)]
pub(super) enum Happening {
    /// A task acts, unless its state has changed since (`turn`).
    Task { task: TaskId, turn: u32, act: Act },
    /// The service scheduler looks at a service.
    Look(ServiceId),
    /// A blue/green rollout has been in a stage for long enough.
    Stage { service: ServiceId, rollout: usize, stage: Stage },
    /// An alarm of a service goes off, by its place in the configuration.
    Alarm { service: ServiceId, rollout: usize, alarm: usize },
}

#[derive(Debug, Default)]
pub(super) struct Agenda {
    due: BTreeMap<(Moment, u64), Happening>,
    planned: u64,
}

impl Agenda {
    pub(super) fn plan(&mut self, at: Moment, what: Happening) {
        self.planned += 1;
        self.due.insert((at, self.planned), what);
    }

    /// The next thing that happens not later than `now`, and its moment.
    pub(super) fn next(&mut self, now: Moment) -> Option<(Moment, Happening)> {
        let entry = self.due.first_entry()?;
        let at = entry.key().0;
        (at <= now).then(|| (at, entry.remove()))
    }
}

/// How fast the model lives: one step stands for 20 seconds at AWS.
///
/// A Fargate task needs about two steps from its creation to RUNNING. Durations that a configuration or a rule
/// names are AWS's own and are shortened in the same proportion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Length of a step on the sandbox's clock.
    pub(super) step: Duration,
}

/// A quarter of it is the shortest time that there is: a millisecond.
pub(super) const SHORTEST_STEP: Duration = Duration::from_millis(4);

/// What one step stands for.
const STEP_AT_AWS: Duration = Duration::from_secs(20);

impl Pace {
    /// How long something takes here that takes `time` at AWS.
    pub(super) fn scaled(self, time: Duration) -> Duration {
        let nanos = self.step.as_nanos() * time.as_nanos() / STEP_AT_AWS.as_nanos();
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

impl Default for Pace {
    /// A rollout of one task takes two seconds.
    fn default() -> Self {
        Self { step: Duration::from_millis(500) }
    }
}
