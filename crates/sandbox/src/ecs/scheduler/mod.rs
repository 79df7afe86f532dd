//! The service scheduler: looks at a service and does what brings it nearer to what is wanted.
//!
//! It looks after every call that changes the service and whenever one of its tasks changes; it keeps nothing
//! between two looks but what the service says. From the Developer Guide, "Deploy Amazon ECS services by replacing
//! tasks": new tasks up to the maximum percent, then old ones away down to the minimum healthy percent.

pub(crate) mod breaker;
pub(crate) mod look;
mod placement;
pub(crate) mod plan;
mod rolling;
mod tally;
