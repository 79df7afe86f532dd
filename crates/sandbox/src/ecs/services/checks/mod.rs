//! What CreateService and `UpdateService` refuse.

pub(crate) mod controller;
pub(crate) mod deployment_configuration;
