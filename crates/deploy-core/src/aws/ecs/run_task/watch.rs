//! Watching one task: a poll that fails is not yet the end.

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::task::{self, Task};
use crate::context::{Context, FailedPolls};

/// Polls in a row that may show nothing.
const MAX_FAILED_POLLS: u32 = 5;

/// A task that is watched.
#[derive(Clone, Debug)]
pub(crate) struct TaskWatch {
    ecs: Ecs,
    cluster: String,
    arn: String,
    failed: FailedPolls,
}

impl TaskWatch {
    /// Watches a task of a cluster.
    pub(crate) fn new(ecs: &Ecs, cluster: &str, arn: &str, context: &Context) -> Self {
        let failed = FailedPolls::new(MAX_FAILED_POLLS, &context.events);
        Self { ecs: ecs.clone(), cluster: cluster.to_owned(), arn: arn.to_owned(), failed }
    }

    /// The task as it is now. None where it could not be seen this time: ECS shows a new task a little late, and a call
    /// may fail for a reason that passes.
    pub(crate) async fn poll(&mut self) -> Result<Option<Task>, Error> {
        let found = match task::find(&self.ecs, &self.cluster, &self.arn).await {
            Ok(None) if self.failed.is_one_too_many() => return Err(Error::Lost { task: self.arn.clone() }),
            Ok(None) => return Ok(None),
            Ok(Some(task)) => Ok(task),
            Err(error) => Err(error),
        };
        self.failed.record(found, Error::is_transient)
    }
}
