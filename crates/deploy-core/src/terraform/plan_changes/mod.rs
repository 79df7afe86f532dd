//! What a saved plan does, as `show -json` says it: to each ECS service, and to everything else.
//!
//! <https://developer.hashicorp.com/terraform/internals/json-format>

mod action;
mod changes;
mod configuration;
mod document;
mod service;
#[cfg(test)]
mod tests;

pub(crate) use changes::{PlanChanges, read};
pub(crate) use service::{Controller, PlannedRevision, PlannedService};
