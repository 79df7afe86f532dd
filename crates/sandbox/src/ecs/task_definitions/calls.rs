//! The calls about task definitions.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Input, invalid, refused};
use crate::ecs::limits;
use crate::ecs::model::registered_task_definition::{RegisteredTaskDefinition, TaskDefinitionStatus};
use crate::ecs::state::Ecs;
use crate::ecs::store::task_definitions::split;
use crate::ecs::task_definitions::defaults;

pub(crate) fn register(ecs: &mut Ecs, input: Input) -> Answer {
    input.required("family")?;
    let fields = input.fields_without(&["tags"]);
    defaults::check(&fields)?;
    let definition = ecs.task_definitions.add(defaults::complete(fields), &ecs.location, ecs.now)?;
    let (arn, shown) = (definition.task_definition.arn.clone(), definition.shown());
    ecs.tags.set(&arn, input.list("tags"));
    Ok(json!({ "taskDefinition": shown, "tags": ecs.tags.of(&arn) }))
}

pub(crate) fn describe(ecs: &Ecs, input: Input) -> Answer {
    let found = ecs.task_definitions.find(input.required("taskDefinition")?);
    let definition = found.ok_or_else(unable_to_describe)?;
    let mut answer = json!({ "taskDefinition": definition.shown() });
    if input.includes("TAGS") {
        answer["tags"] = ecs.tags.of(&definition.task_definition.arn).into();
    }
    Ok(answer)
}

pub(crate) fn deregister(ecs: &mut Ecs, input: Input) -> Answer {
    let name = input.required("taskDefinition")?;
    if split(name).1.is_none() {
        return Err(invalid("Invalid revision number. Number: null"));
    }
    let definition = ecs.task_definitions.find_mut(name).ok_or_else(unable_to_describe)?;
    if definition.status == TaskDefinitionStatus::Active {
        definition.status = TaskDefinitionStatus::Inactive;
        definition.deregistered = Some(ecs.now);
    }
    Ok(json!({ "taskDefinition": definition.shown() }))
}

/// Only INACTIVE revisions can be deleted (API Reference, "`DeleteTaskDefinitions`").
pub(crate) fn delete(ecs: &mut Ecs, input: Input) -> Value {
    let (mut deleted, mut failures) = (Vec::new(), Vec::new());
    for name in input.texts("taskDefinitions") {
        match ecs.task_definitions.find_mut(name) {
            Some(definition) if definition.status != TaskDefinitionStatus::Active => {
                definition.status = TaskDefinitionStatus::DeleteInProgress;
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

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let status = input.text("status").unwrap_or(TaskDefinitionStatus::Active.name());
    let family = input.text("familyPrefix");
    let wanted = |definition: &&RegisteredTaskDefinition| {
        definition.status.name() == status
            && family.is_none_or(|family| definition.task_definition.family == family)
    };
    let all = ecs.task_definitions.families.values().flatten().filter(wanted);
    let mut arns: Vec<Value> = all.map(|definition| definition.task_definition.arn.clone().into()).collect();
    if input.text("sort") == Some("DESC") {
        arns.reverse();
    }
    limits::page(input, "taskDefinitionArns", 100, &arns)
}

pub(crate) fn list_families(ecs: &Ecs, input: Input) -> Answer {
    let prefix = input.text("familyPrefix").unwrap_or_default();
    let status = input.text("status").unwrap_or("ALL");
    let wanted = |revisions: &[RegisteredTaskDefinition]| {
        let active = revisions.iter().any(|definition| definition.status == TaskDefinitionStatus::Active);
        status == "ALL" || (status == "ACTIVE") == active
    };
    let all = ecs.task_definitions.families.iter();
    let families = all.filter(|(family, revisions)| family.starts_with(prefix) && wanted(revisions));
    let names: Vec<Value> = families.map(|(family, _)| family.clone().into()).collect();
    limits::page(input, "families", 100, &names)
}

fn unable_to_describe() -> ApiError {
    refused("Unable to describe task definition.")
}
