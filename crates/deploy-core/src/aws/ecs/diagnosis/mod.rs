//! Why a deployment fails: from what ECS shows of its tasks and says in events to known causes.
//!
//! A cause is never taken from another deployment, nor from a task that ECS itself stopped in order to drain, to scale in
//! or to rebalance.

mod diagnose;
mod failed_tasks;
mod fix;
mod names;
mod signatures;
mod summary;
mod task_end;
#[cfg(test)]
mod tests;

pub(crate) use diagnose::{Evidence, causes, gather, misses_log_group};
pub(crate) use failed_tasks::FailedTasks;
pub(in crate::aws::ecs) use failed_tasks::{group, without_ids};
pub(in crate::aws::ecs) use fix::fix;
pub(in crate::aws::ecs) use signatures::cause_of;
pub(in crate::aws::ecs) use task_end::failed_containers;
