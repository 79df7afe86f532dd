//! A task at one moment, and how its container ended.

use aws_sdk_ecs::types;

use super::error::Error;
use crate::event::StoppedContainer;

/// A task at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Its ARN.
    pub arn: String,
    /// `PROVISIONING`, `PENDING`, …, `STOPPED`
    /// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>).
    pub status: String,
    /// Why it stopped, as a word: `EssentialContainerExited`.
    pub stop_code: Option<String>,
    /// Why it stopped, in ECS's words.
    pub stopped_reason: Option<String>,
    /// Its containers, with their exit codes and reasons as far as they have any.
    pub containers: Vec<StoppedContainer>,
}

impl Task {
    /// Whether it is over.
    pub fn is_stopped(&self) -> bool {
        self.status == "STOPPED"
    }

    /// Whether its containers may have been started.
    pub fn has_run(&self) -> bool {
        !matches!(self.status.as_str(), "" | "PROVISIONING" | "PENDING" | "ACTIVATING")
    }

    /// The exit code of a container of a task that is over. That it never started is an error, with the cause.
    pub fn end_of(&self, container: &str) -> Result<i32, Error> {
        let ours = self.containers.iter().find(|one| one.name == container);
        match (self.stop_code.as_deref(), ours.and_then(|one| one.exit_code)) {
            (Some("TaskFailedToStart"), _) | (_, None) => {
                Err(Error::NeverStarted { container: container.to_owned(), cause: self.cause() })
            }
            (_, Some(code)) => Ok(code),
        }
    }

    /// Why it stopped: ECS's reason, and what it says of the containers.
    pub fn cause(&self) -> String {
        let reason = self.stopped_reason.clone().unwrap_or_else(|| "ECS gives no reason".to_owned());
        let of_containers = self.containers.iter().filter_map(|container| {
            let said = container.reason.as_deref()?;
            (!reason.contains(said)).then(|| format!("container {}: {said}", container.name))
        });
        std::iter::once(reason.clone()).chain(of_containers).collect::<Vec<_>>().join("; ")
    }
}

impl From<&types::Task> for Task {
    fn from(task: &types::Task) -> Self {
        let containers = task.containers().iter().map(|container| StoppedContainer {
            name: container.name().unwrap_or_default().to_owned(),
            exit_code: container.exit_code(),
            reason: container.reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
        });
        Self {
            arn: task.task_arn().unwrap_or_default().to_owned(),
            status: task.last_status().unwrap_or_default().to_owned(),
            stop_code: task.stop_code().map(|code| code.as_str().to_owned()),
            stopped_reason: task.stopped_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
            containers: containers.collect(),
        }
    }
}
