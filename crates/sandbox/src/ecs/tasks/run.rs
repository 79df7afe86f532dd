//! `RunTask`: tasks that belong to no service.
//!
//! What is wrong with the request is an error, what is wrong with the capacity is one of the `failures` of an
//! answer that is otherwise a success (API Reference, "`RunTask`").

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::definitions::{Blueprint, check_size};
use super::super::rules::{Ending, Fate, Script, Subject};
use super::super::services::{complete_platform, complete_provider};
use super::super::wire::{Answer, Fields, Input, default, invalid, refused};
use super::command::Outcome;
use super::{NewTask, Owner, TaskId};
use crate::api::ApiError;

impl Ecs {
    pub(in crate::ecs) fn run_task(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        if let Some(started) = input.text("clientToken").and_then(|token| self.tasks.by_token.get(token)) {
            return Ok(self.run_shown(started, &[]));
        }
        let blueprint = self.definitions.to_run(input.required("taskDefinition")?)?;
        check(input, &blueprint)?;
        let (mut started, mut failures) = (Vec::new(), Vec::new());
        for _ in 0..input.count("count").unwrap_or(1) {
            let script = self.script_of_job(input, &blueprint);
            match script.fate {
                Fate::NotPlaced { reason, role: true } => return Err(refused(reason)),
                Fate::NotPlaced { reason, role: false } => failures.push(json!({ "reason": reason })),
                _ => started.push(self.run_one(input, &cluster, (&blueprint, script))),
            }
        }
        if let Some(token) = input.text("clientToken") {
            self.tasks.by_token.insert(token.to_owned(), started.clone());
        }
        Ok(self.run_shown(&started, &failures))
    }

    fn run_one(
        &mut self,
        input: Input,
        cluster: &str,
        (blueprint, script): (&Arc<Blueprint>, Script),
    ) -> TaskId {
        let new = NewTask {
            cluster: cluster.to_owned(),
            blueprint: Arc::clone(blueprint),
            owner: Owner::Nobody,
            fields: fields_of_job(input, &blueprint.family),
            script,
        };
        let id = self.start_task(new, self.now);
        if let Some(task) = self.tasks.get(id) {
            self.tags.set(&task.arn, input.list("tags"));
        }
        id
    }

    /// What rules say; if they say nothing, what the command would do.
    fn script_of_job(&mut self, input: Input, blueprint: &Blueprint) -> Script {
        let subject = Subject {
            service: None,
            blueprint,
            region: &self.place.region,
            network: input.get("networkConfiguration"),
            pushed: self.images.have(blueprint),
        };
        let mut script = self.rules.script(&subject);
        if script.fate == Fate::Lives {
            let container = worker(input, blueprint);
            script.writer = Some(container);
            let Outcome { lines, takes, code } = Outcome::of(&command(input, blueprint, container));
            script.lines.extend(lines);
            script.fate = Fate::Ends(Ending { container, after: takes, code, reason: None, line: None });
        }
        script
    }

    fn run_shown(&self, started: &[TaskId], failures: &[Value]) -> Value {
        let tasks = started.iter().filter_map(|id| self.tasks.get(*id));
        let tasks: Vec<Value> = tasks.map(|task| self.task_shown(task, true)).collect();
        json!({ "tasks": tasks, "failures": failures })
    }
}

fn check(input: Input, blueprint: &Blueprint) -> Result<(), ApiError> {
    let known = |name: &str| blueprint.containers.iter().any(|plan| plan.name == name);
    let mut names = overrides(input).filter_map(|over| over["name"].as_str());
    if let Some(name) = names.find(|name| !known(name)) {
        let sentence =
            format!("Override for container named {name} is not a container in the TaskDefinition.");
        return Err(invalid(sentence));
    }
    if !(1..=10).contains(&input.count("count").unwrap_or(1)) {
        return Err(invalid("Count must be between 1 and 10."));
    }
    if input.text("launchType") == Some("FARGATE") && input.get("networkConfiguration").is_none() {
        let sentence = "Network Configuration must be provided when networkMode 'awsvpc' is specified.";
        return Err(invalid(sentence));
    }
    check_override_of_size(input, blueprint)
}

fn check_override_of_size(input: Input, blueprint: &Blueprint) -> Result<(), ApiError> {
    let own = |size: &str| input.get("overrides").and_then(|overrides| overrides[size].as_str());
    let (cpu, memory) = (own("cpu"), own("memory"));
    if input.text("launchType") != Some("FARGATE") || (cpu.is_none() && memory.is_none()) {
        return Ok(());
    }
    let cpu = cpu.or(blueprint.cpu.as_deref()).unwrap_or_default();
    check_size(cpu, memory.or(blueprint.memory.as_deref()).unwrap_or_default())
}

fn overrides(input: Input<'_>) -> impl Iterator<Item = &Value> {
    let all = input.get("overrides").and_then(|overrides| overrides["containerOverrides"].as_array());
    all.into_iter().flatten()
}

/// The container that is run for its command; the main one where no command is given.
fn worker(input: Input, blueprint: &Blueprint) -> usize {
    let named = overrides(input).find(|over| over["command"].is_array());
    blueprint.main_container(named.and_then(|over| over["name"].as_str()))
}

/// The command of a container: the override's, or the definition's.
fn command(input: Input, blueprint: &Blueprint, container: usize) -> Vec<String> {
    let plan = &blueprint.containers[container];
    let own = overrides(input).find(|over| over["name"] == plan.name.as_str());
    match own.and_then(|over| over["command"].as_array()) {
        Some(words) => words.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => plan.command.clone(),
    }
}

fn fields_of_job(input: Input, family: &str) -> Fields {
    let told_again = [
        "overrides",
        "startedBy",
        "group",
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "networkConfiguration",
    ];
    let mut fields = Fields::new();
    for field in told_again {
        fields.extend(input.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    default(&mut fields, "group", json!(format!("family:{family}")));
    default(&mut fields, "overrides", json!({ "containerOverrides": [] }));
    fields.insert("enableExecuteCommand".into(), input.flag("enableExecuteCommand").into());
    complete_platform(&mut fields);
    complete_provider(&mut fields);
    fields
}
