//! ECS services: forcing new deployments, and following a rollout to its true end.
//!
//! What a reader would get wrong: a rollout is followed **by its own deployment's id**, never by time and never by
//! "any deployment in progress", and a rollback is a failure although the service is then stable. The SDK's
//! `services-stable` waiter gets both wrong and is not used.

mod calls;
mod error;
mod follow;
mod followed;
mod judge;
mod service;
mod standing;
mod stopped;
mod survey;
#[cfg(test)]
mod tests;
mod verdict;

pub use calls::{Ecs, Forced};
pub use error::Error;
pub use follow::Pace;
pub use followed::{Ended, Target};
pub use judge::Aim;
pub use service::{Baseline, Deployment, Rollout, Service};
pub use standing::{Event, Rolled, RunningImage, Standing};
pub use verdict::{Outcome, Verdict};
