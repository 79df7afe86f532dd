//! The model as its callers see it, over time.

mod blue_green;
mod causes;
mod properties;
mod rollout;
mod rollouts;
mod rules;
mod run_task;
mod scaling;
mod service_deployments;
mod task_sets;
mod tasks;
mod terraform;
mod world;
