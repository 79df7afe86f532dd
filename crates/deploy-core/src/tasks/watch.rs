//! Watching one task: a poll that fails is not yet the end.

use super::calls::Tasks;
use super::error::Error;
use super::task::Task;
use crate::context::Context;

/// Polls in a row that may show nothing (each after the SDK's own retries) before we say that we cannot see.
const BLIND: u32 = 5;

/// A task that is watched.
#[derive(Clone, Debug)]
pub struct Watch {
    tasks: Tasks,
    cluster: String,
    arn: String,
    blind: u32,
}

impl Watch {
    /// Watches a task of a cluster.
    pub fn new(tasks: &Tasks, cluster: &str, arn: &str) -> Self {
        Self { tasks: tasks.clone(), cluster: cluster.to_owned(), arn: arn.to_owned(), blind: 0 }
    }

    /// The task as it is now. None where it could not be seen this time: ECS shows a new task a little late, and a call
    /// may fail for a reason that passes.
    pub async fn look(&mut self, context: &Context) -> Result<Option<Task>, Error> {
        self.blind += 1;
        match self.tasks.look(&self.cluster, &self.arn).await {
            Ok(Some(task)) => {
                self.blind = 0;
                Ok(Some(task))
            }
            Ok(None) if self.blind >= BLIND => Err(Error::Lost { task: self.arn.clone() }),
            Ok(None) => Ok(None),
            Err(error) if self.blind >= BLIND || !error.is_passing() => Err(error),
            Err(error) => {
                context.events.warn(crate::Error::from(error).to_string(), Some("trying again".to_owned()));
                Ok(None)
            }
        }
    }
}
