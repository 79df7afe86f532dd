//! Task definitions: families of numbered revisions.
//!
//! A revision never changes but for its status. A deregistered one is INACTIVE, can still be described, and what
//! runs on it goes on running (API Reference, "`DeregisterTaskDefinition`").

mod blueprint;
mod calls;
mod defaults;
mod fargate;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

pub(super) use self::blueprint::{AwsLogs, Blueprint, ContainerPlan, variables, words};
pub(super) use self::fargate::check_size;
use super::names;
use super::wire::{Fields, invalid, refused};
use crate::api::{ApiError, Moment};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Active,
    Inactive,
    DeleteInProgress,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::DeleteInProgress => "DELETE_IN_PROGRESS",
        }
    }
}

#[derive(Debug)]
struct Definition {
    blueprint: Arc<Blueprint>,
    /// As registered, with the defaults that AWS adds.
    fields: Fields,
    status: Status,
    registered: Moment,
    deregistered: Option<Moment>,
}

/// All task definitions, by family; a revision's number is its place in the list plus one.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    families: BTreeMap<String, Vec<Definition>>,
}

impl Definitions {
    /// The revision that `family`, `family:revision` or an ARN names; without revision, the newest active one.
    fn find(&self, name: &str) -> Option<&Definition> {
        let (family, revision) = split(name);
        let revisions = self.families.get(family)?;
        match revision {
            Some(number) => revisions.get(number.checked_sub(1)?),
            None => revisions.iter().rev().find(|definition| definition.status == Status::Active),
        }
    }

    fn find_mut(&mut self, name: &str) -> Option<&mut Definition> {
        let (family, revision) = split(name);
        self.families.get_mut(family)?.get_mut(revision?.checked_sub(1)?)
    }

    /// The revision for something new to run: it has to be active.
    pub(super) fn to_run(&self, name: &str) -> Result<Arc<Blueprint>, ApiError> {
        match self.find(name) {
            Some(definition) if definition.status == Status::Active => Ok(Arc::clone(&definition.blueprint)),
            Some(_) => Err(refused("TaskDefinition is inactive")),
            None => Err(refused("TaskDefinition not found.")),
        }
    }

    fn add(
        &mut self,
        mut fields: Fields,
        place: &names::Place,
        now: Moment,
    ) -> Result<&Definition, ApiError> {
        let family = fields.get("family").and_then(Value::as_str).unwrap_or_default().to_owned();
        let revisions = self.families.entry(family.clone()).or_default();
        let revision = revisions.len() + 1;
        let arn = place.arn(&format!("task-definition/{family}:{revision}"));
        let blueprint = Arc::new(Blueprint::read(&fields, arn, revision));
        fields.insert("registeredBy".into(), format!("arn:aws:iam::{}:root", place.account).into());
        let status = Status::Active;
        revisions.push(Definition { blueprint, fields, status, registered: now, deregistered: None });
        revisions.last().ok_or_else(|| invalid("no revision"))
    }
}

impl Definition {
    fn shown(&self) -> Value {
        let mut shown = self.fields.clone();
        shown.insert("taskDefinitionArn".into(), self.blueprint.arn.clone().into());
        shown.insert("revision".into(), self.blueprint.revision.into());
        shown.insert("status".into(), self.status.name().into());
        shown.insert("registeredAt".into(), self.registered.seconds().into());
        if let Some(at) = self.deregistered {
            shown.insert("deregisteredAt".into(), at.seconds().into());
        }
        shown.into()
    }
}

/// Family and, if it is named, revision.
fn split(name: &str) -> (&str, Option<usize>) {
    let name = names::last(name);
    match name.split_once(':') {
        Some((family, revision)) => (family, revision.parse().ok()),
        None => (name, None),
    }
}
