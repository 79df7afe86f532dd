//! The library of `deploy`: takes an application that is described by a Compose build file and a
//! Terraform folder, and puts a tagged version of it on AWS ECS.
//!
//! It never talks to the terminal, never reads the command line and never ends the process: what it
//! has to say it says as [`event`]s, and what it has to ask it asks through [`context::Context`].
//!
//! Each folder is a room, named after the thing it talks to. Arrows run one way:
//!
//! ```text
//! release  →  project, terraform, build, registry, ecs, tasks, logs  →  process, scratch, aws, context, event, image, variable, error
//! ```
//!
//! A room takes plain values and never another room's types; only [`release`] sees them all.

pub mod aws;
pub mod build;
pub mod context;
pub mod ecs;
pub mod error;
pub mod event;
pub mod image;
pub mod logs;
pub mod process;
pub mod project;
pub mod registry;
pub mod release;
pub mod scratch;
pub mod tasks;
pub mod terraform;
pub mod timeout;
pub mod variable;

#[cfg(test)]
mod workshop;

pub use error::{Error, Kind};
