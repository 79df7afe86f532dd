//! The service scheduler: looks at a service and starts and stops tasks until it has what is desired.
//!
//! It looks after every call that changes the service and whenever one of its tasks changes; it has no
//! state of its own. From the Developer Guide, "Deploy Amazon ECS services by replacing
//! tasks": it starts new tasks up to the maximum percent, then stops old ones down to the minimum healthy percent.

pub(crate) mod breaker;
pub(crate) mod look;
pub(crate) mod origin;
pub(crate) mod placement;
pub(crate) mod plan;
pub(crate) mod rebalancing;
mod rolling;
mod task_counts;
