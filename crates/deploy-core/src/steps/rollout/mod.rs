//! Rollouts: from what was applied to what is followed, why one failed, and what would make the next one better.

mod advice;
mod aim;
mod diagnosis;
mod moved_tags;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod rollout;
pub(crate) mod running;

pub use rollout::{AppliedVerdict, Follow};
pub(crate) use rollout::{Change, baselines, follow, follow_applied};
