//! How a task is described (API Reference, "Task" and "Container").

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::task::{Container, Task};
use crate::ecs::model::task_status::Health;
use crate::ecs::state::Ecs;

pub(crate) fn task(ecs: &Ecs, task: &Task, with_tags: bool) -> Value {
    let mut shown = shown(task, &ecs.cluster_arn(&task.cluster));
    shown["availabilityZone"] = format!("{}{}", ecs.location.region, task.zone.letter()).into();
    shown["tags"] = if with_tags { ecs.tags.of(&task.arn).into() } else { json!([]) };
    shown
}

/// As `DescribeTasks` and `RunTask` show it.
fn shown(task: &Task, cluster_arn: &str) -> Value {
    let mut shown = task.fields.clone();
    // The API does not show it.
    shown.remove("networkConfiguration");
    shown.extend(state(task, cluster_arn));
    let containers = task.containers.iter().enumerate();
    let containers: Vec<Value> =
        containers.map(|(number, container)| container_shown(task, number, container)).collect();
    shown.insert("containers".into(), containers.into());
    shown.extend(times(task));
    shown.into()
}

fn state(task: &Task, cluster_arn: &str) -> Fields {
    let mut state = Fields::from_iter([
        ("taskArn".to_owned(), json!(task.arn)),
        ("clusterArn".to_owned(), json!(cluster_arn)),
        ("taskDefinitionArn".to_owned(), json!(task.definition.arn)),
        ("lastStatus".to_owned(), json!(task.status.name())),
        ("desiredStatus".to_owned(), json!(task.desired_status())),
        ("healthStatus".to_owned(), json!(task.health.name())),
        ("connectivity".to_owned(), json!("CONNECTED")),
        ("version".to_owned(), json!(task.version)),
        ("attributes".to_owned(), json!([{ "name": "ecs.cpu-architecture", "value": "x86_64" }])),
    ]);
    let sizes = [("cpu", &task.definition.cpu), ("memory", &task.definition.memory)];
    state.extend(sizes.into_iter().filter_map(|(name, size)| {
        let size = task.fields.get("overrides").and_then(|over| over[name].as_str()).or(size.as_deref())?;
        Some((name.to_owned(), json!(size)))
    }));
    if let Some(stop) = &task.stop {
        state.insert("stopCode".into(), stop.code.into());
        state.insert("stoppedReason".into(), stop.reason.clone().into());
    }
    state
}

fn times(task: &Task) -> Fields {
    let times = &task.times;
    let all = [
        ("createdAt", Some(times.created)),
        ("connectivityAt", times.pull_started),
        ("pullStartedAt", times.pull_started),
        ("pullStoppedAt", times.pull_stopped),
        ("startedAt", times.started),
        ("stoppingAt", times.stopping),
        ("executionStoppedAt", times.execution_stopped),
        ("stoppedAt", times.stopped),
    ];
    let happened = |(name, at): (&str, Option<Moment>)| Some((name.to_owned(), at?.seconds().into()));
    all.into_iter().filter_map(happened).collect()
}

fn container_shown(task: &Task, number: usize, container: &Container) -> Value {
    let plan = &task.definition.containers[number];
    let mut shown = json!({
        "containerArn": task.container_arn(number),
        "taskArn": task.arn,
        "name": plan.name,
        "image": plan.image,
        "runtimeId": container.runtime,
        "lastStatus": container.status.name(),
        "networkBindings": [],
        "networkInterfaces": [],
        "healthStatus": if plan.has_health_check { task.health } else { Health::Unknown }.name(),
        "cpu": plan.cpu,
    });
    let pulled = task.times.pull_stopped.is_some();
    let optional = [
        ("imageDigest", pulled.then(|| json!(task.script.digest.as_ref().unwrap_or(&container.digest)))),
        ("managedAgents", task.allows_exec().then(|| exec_agent(container))),
        ("exitCode", container.exit.map(Value::from)),
        ("reason", container.reason.clone().map(Value::from)),
        ("memory", plan.memory.clone().map(Value::from)),
        ("memoryReservation", plan.memory_reservation.clone().map(Value::from)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            shown[name] = value;
        }
    }
    shown
}

/// API Reference, "`ManagedAgent`": there if ECS Exec is enabled.
fn exec_agent(container: &Container) -> Value {
    json!([{ "name": "ExecuteCommandAgent", "lastStatus": container.status.name() }])
}
