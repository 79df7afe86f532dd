//! What runs, once ECS says that a rollout is complete.

mod completion;
mod verify;

pub(super) use completion::Completion;
pub(crate) use verify::moved_tag;
pub(super) use verify::{Verified, verify};
