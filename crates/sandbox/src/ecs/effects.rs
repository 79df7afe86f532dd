//! What a container writes, as log lines for CloudWatch Logs.
//!
//! Only containers with the `awslogs` driver write anything; the stream is `prefix/container/task id` (Developer
//! Guide, "Send Amazon ECS logs to CloudWatch").

use super::Ecs;
use super::definitions::{AwsLogs, ContainerPlan};
use super::tasks::{Task, TaskId};
use crate::api::{Effect, Moment};

/// A line of one container of a task.
pub(super) fn line(task: &Task, container: usize, line: &str, at: Moment) -> Option<Effect> {
    let plan = &task.blueprint.containers[container];
    let logs = plan.logs.as_ref()?;
    let stream = stream(logs, plan, task);
    Some(Effect::Log { group: logs.group.clone(), stream, at, line: line.to_owned() })
}

/// The log stream of a container.
pub(super) fn stream(logs: &AwsLogs, plan: &ContainerPlan, task: &Task) -> String {
    [&logs.prefix, &plan.name, &task.name].map(String::as_str).join("/")
}

impl Ecs {
    /// What the containers of a task write when they start.
    pub(super) fn log_start(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get(id) else { return };
        let main = task.writer();
        let hello = |plan: &str, image: &str| format!("{plan} started from {image}");
        for (number, plan) in task.blueprint.containers.iter().enumerate() {
            if number != main || task.lines().is_empty() {
                self.effects.extend(line(task, number, &hello(&plan.name, &plan.image), at));
            }
        }
        for written in task.lines() {
            self.effects.extend(line(task, main, written, at));
        }
    }
}
