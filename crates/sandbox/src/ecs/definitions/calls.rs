//! The calls about task definitions.

use serde_json::{Value, json};

use super::super::wire::{Answer, Input, refused};
use super::super::{Ecs, limits};
use super::{Definition, Status, defaults, split};
use crate::api::ApiError;

impl Ecs {
    pub(in crate::ecs) fn register_task_definition(&mut self, input: Input) -> Answer {
        input.required("family")?;
        let fields = input.fields_without(&["tags"]);
        defaults::check(&fields)?;
        let definition = self.definitions.add(defaults::complete(fields), &self.place, self.now)?;
        let (arn, shown) = (definition.blueprint.arn.clone(), definition.shown());
        self.tags.set(&arn, input.list("tags"));
        Ok(json!({ "taskDefinition": shown, "tags": self.tags.of(&arn) }))
    }

    pub(in crate::ecs) fn describe_task_definition(&self, input: Input) -> Answer {
        let found = self.definitions.find(input.required("taskDefinition")?);
        let definition = found.ok_or_else(unable_to_describe)?;
        let mut answer = json!({ "taskDefinition": definition.shown() });
        if input.includes("TAGS") {
            answer["tags"] = self.tags.of(&definition.blueprint.arn).into();
        }
        Ok(answer)
    }

    pub(in crate::ecs) fn deregister_task_definition(&mut self, input: Input) -> Answer {
        let name = input.required("taskDefinition")?;
        if split(name).1.is_none() {
            return Err(super::invalid("Invalid revision number. Number: null"));
        }
        let definition = self.definitions.find_mut(name).ok_or_else(unable_to_describe)?;
        if definition.status == Status::Active {
            definition.status = Status::Inactive;
            definition.deregistered = Some(self.now);
        }
        Ok(json!({ "taskDefinition": definition.shown() }))
    }

    /// Only INACTIVE revisions can be deleted (API Reference, "`DeleteTaskDefinitions`").
    pub(in crate::ecs) fn delete_task_definitions(&mut self, input: Input) -> Value {
        let (mut deleted, mut failures) = (Vec::new(), Vec::new());
        for name in input.texts("taskDefinitions") {
            match self.definitions.find_mut(name) {
                Some(definition) if definition.status != Status::Active => {
                    definition.status = Status::DeleteInProgress;
                    deleted.push(definition.shown());
                }
                Some(_) => {
                    failures.push(json!({ "arn": name, "reason": "Task definition must be inactive" }));
                }
                None => failures.push(json!({ "arn": name, "reason": "MISSING" })),
            }
        }
        json!({ "taskDefinitions": deleted, "failures": failures })
    }

    pub(in crate::ecs) fn list_task_definitions(&self, input: Input) -> Answer {
        let status = input.text("status").unwrap_or(Status::Active.name());
        let family = input.text("familyPrefix");
        let wanted = |definition: &&Definition| {
            definition.status.name() == status
                && family.is_none_or(|family| definition.blueprint.family == family)
        };
        let all = self.definitions.families.values().flatten().filter(wanted);
        let mut arns: Vec<Value> = all.map(|definition| definition.blueprint.arn.clone().into()).collect();
        if input.text("sort") == Some("DESC") {
            arns.reverse();
        }
        limits::page(input, "taskDefinitionArns", 100, &arns)
    }

    pub(in crate::ecs) fn list_task_definition_families(&self, input: Input) -> Answer {
        let prefix = input.text("familyPrefix").unwrap_or_default();
        let status = input.text("status").unwrap_or("ALL");
        let wanted = |revisions: &[Definition]| {
            let active = revisions.iter().any(|definition| definition.status == Status::Active);
            status == "ALL" || (status == "ACTIVE") == active
        };
        let all = self.definitions.families.iter();
        let families = all.filter(|(family, revisions)| family.starts_with(prefix) && wanted(revisions));
        let names: Vec<Value> = families.map(|(family, _)| family.clone().into()).collect();
        limits::page(input, "families", 100, &names)
    }
}

fn unable_to_describe() -> ApiError {
    refused("Unable to describe task definition.")
}
