//! Tasks whose main container really runs, in the local engine: the rule `run in docker`.
//!
//! The model starts and stops nothing itself: it returns effects, and is told how a container ended.

use serde_json::Value;

use crate::api::{Container, Effect, Work};
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::TaskOutcome;
use crate::ecs::model::task::Task;
use crate::ecs::model::task_definition::{variables, words};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::log;

/// Starts the container of a task that runs in Docker. Returns whether there is one.
pub(crate) fn start(ecs: &mut Ecs, id: TaskId) -> bool {
    let started =
        ecs.tasks.get(id).filter(|task| *task.outcome() == TaskOutcome::RunsInDocker).map(container);
    let runs = started.is_some();
    ecs.effects.extend(started.map(|container| Effect::Container(Work::Start(container))));
    runs
}

/// Stops the container of a task that runs in Docker.
pub(crate) fn stop(ecs: &mut Ecs, id: TaskId) {
    let task = ecs.tasks.get(id).filter(|task| *task.outcome() == TaskOutcome::RunsInDocker);
    let stop = task.map(|task| Effect::Container(Work::Stop(task.name.clone())));
    ecs.effects.extend(stop);
}

/// The main container of a task.
fn container(task: &Task) -> Container {
    let plan = &task.definition.containers[task.definition.main_container(None)];
    let given = task.override_of(&plan.name).unwrap_or(&Value::Null);
    let command = words(&given["command"]);
    let mut environment = plan.environment.clone();
    environment.extend(variables(&given["environment"]));
    Container {
        task: task.name.clone(),
        image: plan.image.clone(),
        entry_point: plan.entry_point.clone(),
        command: if command.is_empty() { plan.command.clone() } else { command },
        environment,
        log: plan.logs.as_ref().map(|logs| (logs.group.clone(), log::stream(logs, plan, task))),
    }
}
