//! The state of an environment: which it is, which ECS services it holds, and the outputs.

mod outputs;
mod read;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod state;
mod state_file;

pub use outputs::{Output, Outputs};
#[cfg(test)]
pub(crate) use read::{ask_terraform_for_outputs, pull};
pub(crate) use read::{default_has_resources, outputs, state, state_or_outputs};
pub(crate) use state::{AppliedService, ContainerImage, State};
