//! `RunTask`: tasks that belong to no service.
//!
//! What is wrong with the request is an error, what is wrong with the capacity is one of the `failures` of an
//! answer that is otherwise a success (API Reference, "`RunTask`").

use std::sync::Arc;

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Fields, Input, default, invalid, refused};
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::{ContainerExit, Script, TaskOutcome};
use crate::ecs::model::task::Owner;
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_status::Zone;
use crate::ecs::rules::task_context::TaskContext;
use crate::ecs::services::fields::{complete_platform, complete_provider};
use crate::ecs::state::Ecs;
use crate::ecs::task_definitions::fargate::check_size;
use crate::ecs::tasks::command::Outcome;
use crate::ecs::tasks::start::NewTask;
use crate::ecs::tasks::{show, start};

pub(crate) fn run(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    if let Some(started) = input.text("clientToken").and_then(|token| ecs.tasks.by_token.get(token)) {
        return Ok(shown(ecs, started, &[]));
    }
    let task_definition = ecs.task_definitions.to_run(input.required("taskDefinition")?)?;
    check(input, &task_definition)?;
    let (mut started, mut failures) = (Vec::new(), Vec::new());
    for _ in 0..input.count("count").unwrap_or(1) {
        let script = script(ecs, input, &task_definition);
        match script.outcome {
            TaskOutcome::NotPlaced { reason, role: true } => return Err(refused(reason)),
            TaskOutcome::NotPlaced { reason, role: false } => failures.push(json!({ "reason": reason })),
            _ => started.push(start_one(ecs, input, &cluster, &task_definition, script)),
        }
    }
    if let Some(token) = input.text("clientToken") {
        ecs.tasks.by_token.insert(token.to_owned(), started.clone());
    }
    Ok(shown(ecs, &started, &failures))
}

fn start_one(
    ecs: &mut Ecs,
    input: Input,
    cluster: &str,
    task_definition: &Arc<TaskDefinition>,
    script: Script,
) -> TaskId {
    let new = NewTask {
        cluster: cluster.to_owned(),
        zone: Zone::default(),
        task_definition: Arc::clone(task_definition),
        owner: Owner::Nobody,
        fields: fields_of_task(input, &task_definition.family),
        script,
        digests: ecs.images.digests(task_definition),
    };
    let id = start::start(ecs, new, ecs.now);
    if let Some(task) = ecs.tasks.get(id) {
        ecs.tags.set(&task.arn, input.list("tags"));
    }
    id
}

/// What rules say, or else what the command would do.
fn script(ecs: &mut Ecs, input: Input, task_definition: &TaskDefinition) -> Script {
    let subject = TaskContext {
        service: None,
        task_definition,
        region: &ecs.location.region,
        network: input.get("networkConfiguration"),
        pushed: ecs.images.have(task_definition),
    };
    let mut script = ecs.rules.script(&subject);
    if script.outcome == TaskOutcome::Runs {
        let container = worker(input, task_definition);
        script.writer = Some(container);
        let Outcome { lines, takes, code } = Outcome::of(&command(input, task_definition, container));
        script.lines.extend(lines);
        script.outcome = TaskOutcome::ContainerExits(ContainerExit {
            container,
            after: takes,
            code,
            reason: None,
            line: None,
        });
    }
    script
}

fn shown(ecs: &Ecs, started: &[TaskId], failures: &[Value]) -> Value {
    let tasks = started.iter().filter_map(|id| ecs.tasks.get(*id));
    let tasks: Vec<Value> = tasks.map(|task| show::task(ecs, task, true)).collect();
    json!({ "tasks": tasks, "failures": failures })
}

fn check(input: Input, task_definition: &TaskDefinition) -> Result<(), ApiError> {
    let known = |name: &str| task_definition.containers.iter().any(|plan| plan.name == name);
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
    check_override_of_size(input, task_definition)
}

fn check_override_of_size(input: Input, task_definition: &TaskDefinition) -> Result<(), ApiError> {
    let own = |size: &str| input.get("overrides").and_then(|overrides| overrides[size].as_str());
    let (cpu, memory) = (own("cpu"), own("memory"));
    if input.text("launchType") != Some("FARGATE") || (cpu.is_none() && memory.is_none()) {
        return Ok(());
    }
    let cpu = cpu.or(task_definition.cpu.as_deref()).unwrap_or_default();
    check_size(cpu, memory.or(task_definition.memory.as_deref()).unwrap_or_default())
}

fn overrides(input: Input<'_>) -> impl Iterator<Item = &Value> {
    let all = input.get("overrides").and_then(|overrides| overrides["containerOverrides"].as_array());
    all.into_iter().flatten()
}

/// The container whose command is given, or else the main one.
fn worker(input: Input, task_definition: &TaskDefinition) -> usize {
    let named = overrides(input).find(|over| over["command"].is_array());
    task_definition.main_container(named.and_then(|over| over["name"].as_str()))
}

/// The command of a container: the override's, or the definition's.
fn command(input: Input, task_definition: &TaskDefinition, container: usize) -> Vec<String> {
    let plan = &task_definition.containers[container];
    let own = overrides(input).find(|over| over["name"] == plan.name.as_str());
    match own.and_then(|over| over["command"].as_array()) {
        Some(words) => words.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => plan.command.clone(),
    }
}

fn fields_of_task(input: Input, family: &str) -> Fields {
    let shown_again = [
        "overrides",
        "startedBy",
        "group",
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "networkConfiguration",
    ];
    let mut fields = Fields::new();
    for field in shown_again {
        fields.extend(input.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    default(&mut fields, "group", json!(format!("family:{family}")));
    default(&mut fields, "overrides", json!({ "containerOverrides": [] }));
    fields.insert("enableExecuteCommand".into(), input.flag("enableExecuteCommand").into());
    complete_platform(&mut fields);
    complete_provider(&mut fields);
    fields
}
