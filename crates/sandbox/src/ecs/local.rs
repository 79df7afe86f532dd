//! Tasks whose main container really runs, in the local engine: the rule `run in docker`.
//!
//! The model starts and stops nothing itself: it says what is to run, and is told how that ended.

use serde_json::Value;

use super::Ecs;
use super::definitions::{variables, words};
use super::effects::stream;
use super::rules::{Ending, Fate};
use super::tasks::{Task, TaskId};
use crate::api::{Container, Effect, Moment};

impl Ecs {
    /// What is to run when a task does; whether anything is.
    pub(super) fn local_starts(&mut self, id: TaskId) -> bool {
        let started = self.tasks.get(id).filter(|task| *task.fate() == Fate::RunsLocally).map(container);
        let runs = started.is_some();
        self.effects.extend(started.map(Effect::Start));
        runs
    }

    /// What runs for a task is to end with it.
    pub(super) fn local_stops(&mut self, id: TaskId) {
        let task = self.tasks.get(id).filter(|task| *task.fate() == Fate::RunsLocally);
        let stop = task.map(|task| Effect::Stop { task: task.name.clone() });
        self.effects.extend(stop);
    }

    /// The container of a task has ended, with this exit code. `task` is the last part of its ARN.
    pub fn container_ended(&mut self, task: &str, code: i32, now: Moment) {
        self.advance(now);
        let Some(id) = self.tasks.id(task) else { return };
        let Some(ended) = self.tasks.get_mut(id) else { return };
        let container = ended.blueprint.main_container(None);
        let ending = Ending { container, after: std::time::Duration::ZERO, code, reason: None, line: None };
        ended.ends_by(ending);
        if ended.is_wanted() {
            self.container_ends(id, now);
            self.tell_service(id, now);
        }
    }
}

/// What the main container of a task is to run.
fn container(task: &Task) -> Container {
    let plan = &task.blueprint.containers[task.blueprint.main_container(None)];
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
        log: plan.logs.as_ref().map(|logs| (logs.group.clone(), stream(logs, plan, task))),
    }
}
