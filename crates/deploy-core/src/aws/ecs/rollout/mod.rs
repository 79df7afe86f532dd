//! Following a rollout to its end: a pure tracker that is shown one poll after the other, and the polls.

mod follow;
mod progress;
mod target;
#[cfg(test)]
mod tests;
mod tracker;

pub(crate) use follow::{Pace, follow};
pub(crate) use progress::Followed;
pub(crate) use target::{Baseline, RolloutTarget, TargetDeployment};
