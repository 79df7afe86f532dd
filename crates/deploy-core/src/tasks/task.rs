//! A task at one moment, and how its container ended.

use aws_sdk_ecs::types;

use super::error::Error;
use crate::event::StoppedContainer;

/// What a container ends with that SIGTERM or, later, SIGKILL has ended.
const TOLD_TO_STOP: [i32; 2] = [143, 137];

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

    /// The containers that ended by themselves where `container` did not, but was told to stop or was never started: in
    /// them is the cause. Those that failed, if there are any.
    pub fn culprits(&self, container: &str) -> Vec<&StoppedContainer> {
        let by_container =
            matches!(self.stop_code.as_deref(), Some("EssentialContainerExited" | "TaskFailedToStart"));
        let ours = self.containers.iter().find(|one| one.name == container);
        if !by_container || ours.is_some_and(ended_by_itself) {
            return Vec::new();
        }
        let ended: Vec<_> = self.containers.iter().filter(|one| ended_by_itself(one)).collect();
        let failed: Vec<_> = ended.iter().copied().filter(|one| one.exit_code != Some(0)).collect();
        if failed.is_empty() { ended } else { failed }
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

/// Whether nobody told it to stop. A reason stands beside an exit code where the container was killed for its memory.
fn ended_by_itself(container: &StoppedContainer) -> bool {
    container.exit_code.is_some_and(|code| !TOLD_TO_STOP.contains(&code) || container.reason.is_some())
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
