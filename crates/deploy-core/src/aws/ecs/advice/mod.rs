//! What would make the next rollout of a service better, from what ECS recorded of this one.
//!
//! What a reader would get wrong: how long something took is read from the times of the service's events, by ECS's clock,
//! so that neither the local clock nor the time between two polls counts.

mod advise;
mod event_times;
mod target_group;
#[cfg(test)]
mod tests;

pub(crate) use advise::{advise, is_slow};
pub(crate) use target_group::settings;
