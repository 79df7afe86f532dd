//! The types of ECS.

pub(crate) mod cluster;
pub(crate) mod deployment;
pub(crate) mod ids;
pub(crate) mod lifecycle;
pub(crate) mod registered_task_definition;
pub(crate) mod script;
pub(crate) mod service;
pub(crate) mod service_deployment;
pub(crate) mod service_revision;
pub(crate) mod task;
pub(crate) mod task_definition;
pub(crate) mod task_set;
pub(crate) mod task_status;
