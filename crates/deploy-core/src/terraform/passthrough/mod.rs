//! Terraform's other commands: what they do to an environment, and running them in the right workspace.

mod effect;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod passthrough;

pub(crate) use effect::{Effect, name, needs_lock};
pub(crate) use passthrough::{needs_no_environment, run, takes_variables};
