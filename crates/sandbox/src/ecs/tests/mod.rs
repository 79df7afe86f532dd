//! The model as its callers see it, over time.

mod rollout;
mod terraform;
mod world;
