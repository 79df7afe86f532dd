//! ECS: a file for each of its nouns, the type with its calls; following rollouts, status, and running tasks.
//!
//! What a reader would get wrong: a rollout is followed **by its own deployment's id**, never by time and never by
//! "any deployment in progress", and a rollback is a failure although the service is then stable. The SDK's
//! `services-stable` waiter gets both wrong and is not used.

pub(crate) mod advice;
pub(crate) mod approval;
mod client;
mod cluster;
mod deployment;
pub(crate) mod diagnosis;
mod error;
mod lifecycle;
pub(crate) mod rollout;
pub(crate) mod run_task;
pub(crate) mod service;
mod service_deployment;
pub(crate) mod status;
mod target_health;
pub(crate) mod task;
pub(crate) mod task_definition;
#[cfg(test)]
mod tests;

pub(crate) use client::Ecs;
pub(crate) use cluster::Cluster;
pub use deployment::{Deployment, RolloutState};
pub(crate) use error::Error;
pub(crate) use task::Task;
pub(crate) use task_definition::TaskDefinition;
