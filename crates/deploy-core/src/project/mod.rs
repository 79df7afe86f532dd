//! The project's folders, its environments and their var-files, and `deploy.toml`.
//!
//! It reads files and changes nothing. What a reader would get wrong: `deploy.toml` is optional, and an environment
//! exists because `terraform.ENV.tfvars` does, not because the file names it.

mod config;
mod environment;
mod error;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod project;
#[cfg(test)]
mod tests;

pub use environment::EnvironmentConfig;
pub use error::Error;
pub use project::{Project, ProjectPaths};
