//! The model as its callers see it, over time.

mod blue_green;
mod causes;
mod properties;
mod rollout;
mod tasks;
mod terraform;
mod world;
