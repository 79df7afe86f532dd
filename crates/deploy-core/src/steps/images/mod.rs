//! The images of the build file: reading it, the registries that they go to, building and pushing.

pub(crate) mod build;
pub(crate) mod docker_login;
pub(crate) mod push;
pub(crate) mod read;
pub(crate) mod registries;
pub(crate) mod registry_digest;
#[cfg(test)]
mod tests;
