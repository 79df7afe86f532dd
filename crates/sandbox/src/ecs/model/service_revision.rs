//! Service revisions: what a service deployment deploys. A revision never changes.

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
    pub(crate) created: Moment,
}
