//! A model of Amazon ECS: services start tasks, rollouts complete, fail and roll back.
//!
//! It is a function of its state, a call and the time: no input or output, no clock, no randomness. The caller
//! says what time it is; what should have happened by then happens first, at its own moment, so that the outcome
//! does not depend on how often the model is asked. (Only rules that count polls depend on it.)
//!
//! `model` has the types, `store` the collections of them, `state` has `Ecs`. All operations are functions of `Ecs`, in files named
//! after what they are about. `scheduler` starts and stops the tasks of services, `service_deployments` begin and end, `rules` say
//! what goes wrong. Comments name the page of AWS's documentation that a message or a rule is from.

mod account_settings;
pub(crate) mod calls;
mod capacity_providers;
mod clusters;
mod input;
mod limits;
mod model;
pub(crate) mod names;
pub(crate) mod rules;
mod scheduler;
mod service_deployments;
pub(crate) mod services;
pub(crate) mod state;
mod store;
mod tags;
pub(crate) mod target_health;
mod task_definitions;
mod task_sets;
pub(crate) mod tasks;
pub(crate) mod time;
mod time_scale;

#[cfg(test)]
mod tests;

pub use self::rules::{Rule, RuleError};
pub use self::state::Ecs;
