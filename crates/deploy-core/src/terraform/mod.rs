//! Terraform in its own terms: workspaces, init, plan, apply, outputs, the state and its lock.
//!
//! `Terraform` is a value; each operation is a function that takes it first, in the file of its name.
//!
//! What a reader would get wrong: an environment is a workspace chosen by `TF_WORKSPACE` for each call, and Terraform
//! makes an unknown one in silence, in `plan`, in `output`, with a local state even in `init`. So
//! `workspace::require` comes before whatever reads or plans, and only `workspace::create` makes one.
//! `workspace select` is not used to choose: its choice is shared by all who use the folder.
//!
//! Where the state is local or in S3 it is read without Terraform, which takes half a second to answer with one of
//! its own outputs.

mod apply;
mod arguments;
mod backend;
mod command;
mod diagnostics;
mod error;
mod init;
pub(crate) mod passthrough;
mod plan;
pub(crate) mod plan_changes;
mod read_only;
pub(crate) mod run_store;
pub(crate) mod saved_plan;
mod state;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod terraform;
#[cfg(test)]
mod tests;
pub(crate) mod version;
pub(crate) mod workspace;

pub(crate) use apply::{Applied, EarlierApply, apply, earlier};
pub(crate) use error::Error;
pub(crate) use init::{InitOptions, ensure_initialised, init};
pub(crate) use plan::{PlanRequest, Show, plan};
pub(crate) use state::{
    AppliedService, ContainerImage, State, default_has_resources, outputs, state, state_or_outputs,
};
pub use state::{Output, Outputs};
pub(crate) use terraform::{Settings, Terraform};
