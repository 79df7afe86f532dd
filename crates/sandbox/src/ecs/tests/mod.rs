//! The model as its callers see it, over time.

mod causes;
mod properties;
mod rollout;
mod tasks;
mod terraform;
mod world;
