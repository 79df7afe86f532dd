//! Service revisions: what a service deployment deploys.
//!
//! A revision never changes, but for the digests of its images: they are known once its first task has been started, and then
//! all its tasks run them (API Reference, "`ContainerDefinition`", `versionConsistency`).

use std::sync::Arc;

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::task_definition::TaskDefinition;

/// API Reference, "`ServiceRevision`".
#[derive(Debug)]
pub(crate) struct ServiceRevision {
    pub(crate) arn: String,
    /// The last part of its ARN, and of the id of the deployment that it was created with.
    pub(crate) number: String,
    pub(crate) task_definition: Arc<TaskDefinition>,
    pub(crate) fields: Arc<Fields>,
    /// By container; unknown until a task was started, and always if the container is not to be consistent.
    pub(crate) digests: Vec<Option<String>>,
    pub(crate) created: Moment,
}
