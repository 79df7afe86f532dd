//! The library of `deploy`: deploys an application, described by a Compose build file and a Terraform folder, to AWS ECS.
//!
//! It never talks to the terminal, never reads the command line and never ends the process: what it has to say it emits
//! as [`event`]s, and what it has to ask it asks through [`commands::Consent`].
//!
//! Five layers; imports go down only, and modules of one layer never import each other:
//!
//! ```text
//! commands
//! steps                                     (session below it)
//! terraform  compose  docker  aws::{ecr, ecs, logs}
//! process  project  aws
//! context  event  error  types              (env_var, dirs)
//! ```

mod aws;
pub mod commands;
mod compose;
mod context;
mod dirs;
mod docker;
pub mod env_var;
pub mod error;
pub mod event;
mod process;
pub mod project;
mod session;
mod steps;
mod terraform;
pub mod types;

#[cfg(test)]
mod test_support;

pub use context::{Context, listen};
pub use error::{Error, Kind};
