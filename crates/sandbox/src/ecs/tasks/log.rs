//! What a container writes, as log lines for CloudWatch Logs.
//!
//! Only containers with the `awslogs` driver write anything; the stream is `prefix/container/task id` (Developer
//! Guide, "Send Amazon ECS logs to CloudWatch").

use crate::api::{Effect, Moment};
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::task::Task;
use crate::ecs::model::task_definition::{AwsLogs, ContainerDefinition};
use crate::ecs::state::Ecs;

/// A line of one container of a task.
pub(crate) fn line(task: &Task, container: usize, line: &str, at: Moment) -> Option<Effect> {
    let plan = &task.definition.containers[container];
    let logs = plan.logs.as_ref()?;
    let stream = stream(logs, plan, task);
    Some(Effect::Log { group: logs.group.clone(), stream, at, line: line.to_owned() })
}

/// The log stream of a container.
pub(crate) fn stream(logs: &AwsLogs, plan: &ContainerDefinition, task: &Task) -> String {
    [&logs.prefix, &plan.name, &task.name].map(String::as_str).join("/")
}

/// What the containers of a task write when they start.
pub(crate) fn started(ecs: &mut Ecs, id: TaskId, at: Moment) {
    let Some(task) = ecs.tasks.get(id) else { return };
    let main = task.writer();
    let first_line = |plan: &str, image: &str| format!("{plan} started from {image}");
    for (number, plan) in task.definition.containers.iter().enumerate() {
        if number != main || task.lines().is_empty() {
            ecs.effects.extend(line(task, number, &first_line(&plan.name, &plan.image), at));
        }
    }
    for written in task.lines() {
        ecs.effects.extend(line(task, main, written, at));
    }
}
