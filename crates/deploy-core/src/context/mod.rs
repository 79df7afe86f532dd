//! What Terraform, Compose, Docker and AWS are given: where events go, and how to learn that the user wants to stop.

mod concurrent;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod context;
mod interrupt;
mod polling;
mod signals;

pub(crate) use concurrent::join_or_stop;
pub use context::Context;
pub(crate) use interrupt::Interrupt;
#[cfg(test)]
pub(crate) use interrupt::Interrupter;
pub(crate) use polling::{FailedPolls, PollInterval, Waits};
pub use signals::listen;
