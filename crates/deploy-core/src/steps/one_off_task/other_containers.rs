//! The last lines of the other containers that ended a task.
//!
//! The container that does the work may end because its proxy did, or never start because the one that it depends on
//! failed: its own lines say nothing of it.

use super::task::OneOffTask;
use crate::aws::ecs::Task;
use crate::aws::logs;
use crate::event::{OtherContainer, StoppedContainer};
use crate::session::Session;
use crate::steps::log_stream::log_stream;

/// How many lines are shown.
const LINES: usize = 10;

/// The containers whose end ended the task, if it was not that of the task's own container.
pub(super) async fn read(session: &Session, job: &OneOffTask, task: &Task) -> Vec<OtherContainer> {
    let mut others = Vec::new();
    for container in task.other_containers(&job.container.name) {
        let lines = last_lines(session, job, task, container).await;
        others.push(OtherContainer { container: container.clone(), lines });
    }
    others
}

async fn last_lines(
    session: &Session,
    job: &OneOffTask,
    task: &Task,
    container: &StoppedContainer,
) -> Vec<String> {
    let defined = job.definition.containers().find(|one| one.name == container.name);
    let Some(stream) = defined.and_then(|container| log_stream(&container, &task.arn)) else {
        return Vec::new();
    };
    logs::last(stream, LINES, &job.aws).await.unwrap_or_else(|error| {
        session.context.events.warn(crate::Error::from(error).to_string(), None);
        Vec::new()
    })
}
