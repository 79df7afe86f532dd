//! A model of CloudWatch Logs: groups, streams, events, and reading them back.
//!
//! A container's line creates group and stream if they are missing, as if it had `awslogs-create-group`: what a
//! missing group does to a task is up to the ECS model.

pub(crate) mod calls;
mod errors;
pub(crate) mod events;
mod group;
mod groups;
mod pattern;
mod read;
pub(crate) mod state;
mod stream;
mod streams;
mod tags;
