//! Following a rollout to its end: a pure machine for each, which is shown one poll after the other, and the calls.

mod displaced;
mod follow;
mod placement;
mod progress;
mod report;
mod rollback;
mod stop_signs;
mod target;
mod task_history;
#[cfg(test)]
mod tests;
mod tracker;
mod verify;
mod waiting;

pub(crate) use follow::{FollowSettings, follow};
pub(crate) use progress::Followed;
pub use target::OnFailure;
pub(crate) use target::{Baseline, Expected, ExpectedImage, RolloutTarget, TargetDeployment};
