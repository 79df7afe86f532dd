//! Following a rollout to its end: a pure machine for each, which is shown one poll after the other, and the calls.

mod answers;
mod attach;
mod cluster_watch;
mod crash_loop;
mod follow;
mod next;
mod progress;
mod refused;
mod report;
mod settings;
mod target;
#[cfg(test)]
mod tests;
mod tracking;
mod verification;
mod wait_for;

pub(crate) use attach::attach;
pub(crate) use follow::follow;
pub(crate) use next::Followed;
pub(crate) use settings::FollowSettings;
pub use target::OnFailure;
pub(crate) use target::{Baseline, Expected, ExpectedImage, RolloutTarget, TargetDeployment};
pub(crate) use verification::moved_tag;
pub use wait_for::WaitFor;
