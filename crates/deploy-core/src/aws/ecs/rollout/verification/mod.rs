//! What runs, once ECS says that a rollout is complete.

mod completion;
mod verify;

pub(super) use completion::Completion;
pub(super) use verify::{Verified, verify};
