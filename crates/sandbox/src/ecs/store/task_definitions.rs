//! All task definitions: families of numbered revisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::api::{ApiError, Moment};
use crate::ecs::input::{Fields, invalid, refused};
use crate::ecs::model::registered_task_definition::{RegisteredTaskDefinition, TaskDefinitionStatus};
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::names::{self, Location};

/// All task definitions, by family; a revision's number is its place in the list plus one.
#[derive(Debug, Default)]
pub(crate) struct TaskDefinitions {
    pub(crate) families: BTreeMap<String, Vec<RegisteredTaskDefinition>>,
}

impl TaskDefinitions {
    /// The revision that `family`, `family:revision` or an ARN names; without revision, the newest active one.
    pub(crate) fn find(&self, name: &str) -> Option<&RegisteredTaskDefinition> {
        let (family, revision) = split(name);
        let revisions = self.families.get(family)?;
        match revision {
            Some(number) => revisions.get(number.checked_sub(1)?),
            None => {
                revisions.iter().rev().find(|definition| definition.status == TaskDefinitionStatus::Active)
            }
        }
    }

    pub(crate) fn find_mut(&mut self, name: &str) -> Option<&mut RegisteredTaskDefinition> {
        let (family, revision) = split(name);
        self.families.get_mut(family)?.get_mut(revision?.checked_sub(1)?)
    }

    /// The revision for something new to run: it has to be active.
    pub(crate) fn to_run(&self, name: &str) -> Result<Arc<TaskDefinition>, ApiError> {
        match self.find(name) {
            Some(definition) if definition.status == TaskDefinitionStatus::Active => {
                Ok(Arc::clone(&definition.task_definition))
            }
            Some(_) => Err(refused("TaskDefinition is inactive")),
            None => Err(refused("TaskDefinition not found.")),
        }
    }

    pub(crate) fn add(
        &mut self,
        mut fields: Fields,
        location: &Location,
        now: Moment,
    ) -> Result<&RegisteredTaskDefinition, ApiError> {
        let family = fields.get("family").and_then(Value::as_str).unwrap_or_default().to_owned();
        let revisions = self.families.entry(family.clone()).or_default();
        let revision = revisions.len() + 1;
        let arn = location.arn(&format!("task-definition/{family}:{revision}"));
        let task_definition = Arc::new(TaskDefinition::read(&fields, arn, revision));
        fields.insert("registeredBy".into(), format!("arn:aws:iam::{}:root", location.account).into());
        let status = TaskDefinitionStatus::Active;
        revisions.push(RegisteredTaskDefinition {
            task_definition,
            fields,
            status,
            registered: now,
            deregistered: None,
        });
        revisions.last().ok_or_else(|| invalid("no revision"))
    }
}

/// Family and, if it is named, revision.
pub(crate) fn split(name: &str) -> (&str, Option<usize>) {
    let name = names::last(name);
    match name.split_once(':') {
        Some((family, revision)) => (family, revision.parse().ok()),
        None => (name, None),
    }
}
