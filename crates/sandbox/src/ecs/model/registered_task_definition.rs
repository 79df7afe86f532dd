//! Task definitions as they were registered.

use std::sync::Arc;

use serde_json::Value;

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::task_definition::TaskDefinition;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskDefinitionStatus {
    Active,
    Inactive,
    DeleteInProgress,
}

impl TaskDefinitionStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::DeleteInProgress => "DELETE_IN_PROGRESS",
        }
    }
}

#[derive(Debug)]
pub(crate) struct RegisteredTaskDefinition {
    pub(crate) task_definition: Arc<TaskDefinition>,
    /// As registered, with the defaults that AWS adds.
    pub(crate) fields: Fields,
    pub(crate) status: TaskDefinitionStatus,
    pub(crate) registered: Moment,
    pub(crate) deregistered: Option<Moment>,
}

impl RegisteredTaskDefinition {
    pub(crate) fn shown(&self) -> Value {
        let mut shown = self.fields.clone();
        shown.insert("taskDefinitionArn".into(), self.task_definition.arn.clone().into());
        shown.insert("revision".into(), self.task_definition.revision.into());
        shown.insert("status".into(), self.status.name().into());
        shown.insert("registeredAt".into(), self.registered.seconds().into());
        if let Some(at) = self.deregistered {
            shown.insert("deregisteredAt".into(), at.seconds().into());
        }
        shown.into()
    }
}
