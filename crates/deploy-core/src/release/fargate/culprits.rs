//! The last lines of the containers that ended a task, where it was run for another one.
//!
//! The container that does the work may end because its proxy did, or never start because the one that it depends on
//! failed: its own lines say nothing of it.

use super::Job;
use super::watch::stream;
use crate::event::{Culprit, StoppedContainer};
use crate::logs;
use crate::release::Run;
use crate::tasks::Task;

/// What one reads at a glance.
const LINES: u16 = 10;

impl Run {
    /// The containers whose end ended the task, if it was not that of the job's own.
    pub(super) async fn culprits(&self, job: &Job, task: &Task) -> Vec<Culprit> {
        let mut culprits = Vec::new();
        for container in task.culprits(&job.container.name) {
            let lines = self.last_lines(job, task, container).await;
            culprits.push(Culprit { container: container.clone(), lines });
        }
        culprits
    }

    async fn last_lines(&self, job: &Job, task: &Task, container: &StoppedContainer) -> Vec<String> {
        let defined = job.definition.containers().find(|one| one.name == container.name);
        let Some(stream) = defined.and_then(|container| stream(&container, &task.arn)) else {
            return Vec::new();
        };
        logs::last(stream, LINES, &job.aws).await.unwrap_or_else(|error| {
            self.context.events.warn(crate::Error::from(error).to_string(), None);
            Vec::new()
        })
    }
}
