//! The images of the build file: reading it, the registries that they go to, building and pushing.

pub(crate) mod build;
pub(crate) mod build_plan;
pub(crate) mod docker_login;
pub(crate) mod error;
pub(crate) mod names;
pub(crate) mod platform;
pub(crate) mod push;
pub(crate) mod read;
pub(crate) mod registries;
pub(crate) mod registry_digest;
mod result;
pub(crate) mod settings;
#[cfg(test)]
mod tests;
