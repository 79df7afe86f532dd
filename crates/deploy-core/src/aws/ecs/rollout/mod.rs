//! Following a rollout to its end: a pure tracker that is shown one poll after the other, and the polls.

mod displaced;
mod follow;
mod progress;
mod target;
#[cfg(test)]
mod tests;
mod tracker;
mod verify;
mod waiting;

pub(crate) use follow::{Pace, follow};
pub(crate) use progress::Followed;
pub(crate) use target::{Baseline, Expected, ExpectedImage, RolloutTarget, TargetDeployment};
