//! Tasks, and the calls about them in ECS's own limit: a hundred tasks a call.

use aws_sdk_ecs::error::SdkError;
use aws_sdk_ecs::operation::list_tasks::ListTasksError;
use aws_sdk_ecs::types::{self, DesiredStatus, HealthStatus};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use super::client::Ecs;
use super::deployment::timestamp;
use super::error::Error;
use crate::event::StoppedContainer;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
pub(super) const TASKS_A_CALL: usize = 100;
/// What a container ends with that SIGTERM or, later, SIGKILL has ended.
const TOLD_TO_STOP: [i32; 2] = [143, 137];

/// A task at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) arn: String,
    /// `PROVISIONING`, `PENDING`, …, `STOPPED`
    /// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>).
    pub(crate) status: String,
    /// `service:NAME` for a task of a service.
    pub(super) group: String,
    /// The id of the deployment that started a task of a service.
    pub(super) started_by: String,
    /// Why it stopped, as a word: `EssentialContainerExited`.
    pub(super) stop_code: Option<String>,
    /// Why it stopped, in ECS's words.
    pub(super) stopped_reason: Option<String>,
    /// Whether its health checks succeed; false where it has none.
    pub(super) is_healthy: bool,
    /// When its containers started to run.
    pub(super) started: Option<Timestamp>,
    pub(super) stopped: Option<Timestamp>,
    /// Its task definition's ARN.
    pub(crate) definition: String,
    /// Its private addresses; none but in the network mode `awsvpc`.
    pub(super) addresses: Vec<String>,
    pub(super) containers: Vec<TaskContainer>,
}

/// A container of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TaskContainer {
    /// Its name, and its exit code and reason as far as it has any.
    pub(super) end: StoppedContainer,
    /// The image, as the task definition names it.
    pub(super) image: String,
    /// The digest of what was pulled; none before the pull.
    pub(super) image_digest: Option<String>,
    /// `PENDING`, `RUNNING`, `STOPPED`.
    pub(super) status: String,
}

impl Task {
    pub(crate) fn is_stopped(&self) -> bool {
        self.status == "STOPPED"
    }

    /// Whether it ended by itself, or was not healthy: neither a user nor the scheduler took it away, as in a rebalancing, and
    /// its capacity was not lost. The scheduler also stops what fails its health checks.
    pub(super) fn has_failed(&self) -> bool {
        let reason = self.stopped_reason.as_deref().unwrap_or_default();
        match self.stop_code.as_deref() {
            Some("ServiceSchedulerInitiated") => reason.contains("health check"),
            Some("UserInitiated" | "SpotInterruption" | "TerminationNotice" | "InfrastructureHealth") => {
                false
            }
            _ => self.is_stopped(),
        }
    }

    /// Whether its containers may have been started.
    pub(crate) fn has_run(&self) -> bool {
        !matches!(self.status.as_str(), "" | "PROVISIONING" | "PENDING" | "ACTIVATING")
    }

    /// Whether one of its containers was started, so that it may have written to its log.
    pub(crate) fn has_run_containers(&self) -> bool {
        self.stop_code.as_deref() != Some("TaskFailedToStart")
    }

    /// The exit code of a container of a stopped task. That it never started is an error, with the cause.
    pub(crate) fn exit_code_of(&self, container: &str) -> Result<i32, Error> {
        let exit_code = self.container(container).and_then(|one| one.exit_code);
        match (self.stop_code.as_deref(), exit_code) {
            (Some("TaskFailedToStart"), _) | (_, None) => {
                Err(Error::NeverStarted { container: container.to_owned(), cause: self.cause() })
            }
            (_, Some(code)) => Ok(code),
        }
    }

    /// The containers that ended by themselves where `container` did not, but was told to stop or was never started: in
    /// them is the cause. Those that failed, if there are any.
    pub(crate) fn other_containers(&self, container: &str) -> Vec<&StoppedContainer> {
        let by_container =
            matches!(self.stop_code.as_deref(), Some("EssentialContainerExited" | "TaskFailedToStart"));
        if !by_container || self.container(container).is_some_and(ended_by_itself) {
            return Vec::new();
        }
        let ended: Vec<_> = self.ends().filter(|one| ended_by_itself(one)).collect();
        let failed: Vec<_> = ended.iter().copied().filter(|one| one.exit_code != Some(0)).collect();
        if failed.is_empty() { ended } else { failed }
    }

    /// Why it stopped: ECS's reason, and what it says of the containers.
    pub(crate) fn cause(&self) -> String {
        let reason = self.reason();
        let of_containers = self.ends().filter_map(|container| {
            let said = container.reason.as_deref()?;
            (!reason.contains(said)).then(|| format!("container {}: {said}", container.name))
        });
        std::iter::once(reason.clone()).chain(of_containers).collect::<Vec<_>>().join("; ")
    }

    /// Why it stopped, in ECS's words.
    pub(super) fn reason(&self) -> String {
        self.stopped_reason.clone().unwrap_or_else(|| "ECS gives no reason".to_owned())
    }

    pub(super) fn ends(&self) -> impl Iterator<Item = &StoppedContainer> {
        self.containers.iter().map(|container| &container.end)
    }

    fn container(&self, name: &str) -> Option<&StoppedContainer> {
        self.ends().find(|one| one.name == name)
    }
}

/// Whether nobody told it to stop. A reason stands beside an exit code where the container was killed for its memory.
pub(super) fn ended_by_itself(container: &StoppedContainer) -> bool {
    container.exit_code.is_some_and(|code| !TOLD_TO_STOP.contains(&code) || container.reason.is_some())
}

/// The tasks with these ARNs, a hundred at most.
pub(super) async fn describe(ecs: &Ecs, cluster: &str, arns: Vec<String>) -> Result<Vec<Task>, Error> {
    let call = ecs.client().describe_tasks().cluster(cluster).set_tasks(Some(arns));
    let answer = call.send().await;
    let answer =
        answer.map_err(|error| ecs.error("read the status of the tasks", "DescribeTasks", &error))?;
    Ok(answer.tasks().iter().map(Task::from).collect())
}

/// The tasks with these ARNs, however many they are.
pub(super) async fn describe_all(ecs: &Ecs, cluster: &str, arns: &[String]) -> Result<Vec<Task>, Error> {
    let pages = arns.chunks(TASKS_A_CALL).map(|page| describe(ecs, cluster, page.to_vec()));
    Ok(try_join_all(pages).await?.concat())
}

/// The tasks of a service that run or are about to.
pub(super) async fn running(ecs: &Ecs, cluster: &str, service: String) -> Result<Vec<Task>, Error> {
    let arns = running_arns(ecs, cluster, service).await?;
    describe_all(ecs, cluster, &arns).await
}

/// One task; none if ECS does not show it.
pub(crate) async fn find(ecs: &Ecs, cluster: &str, arn: &str) -> Result<Option<Task>, Error> {
    let answer = ecs.client().describe_tasks().cluster(cluster).tasks(arn).send().await;
    let answer = answer.map_err(|error| ecs.error("read the status of the task", "DescribeTasks", &error))?;
    Ok(answer.tasks().first().map(Task::from))
}

/// Asks ECS to stop a task: SIGTERM, and SIGKILL after its stop time-out.
pub(crate) async fn stop(ecs: &Ecs, cluster: &str, arn: &str, reason: &str) -> Result<(), Error> {
    let answer = ecs.changing().stop_task().cluster(cluster).task(arn).reason(reason).send().await;
    answer.map(drop).map_err(|error| ecs.error(format!("stop the task {arn}"), "StopTask", &error))
}

/// The ARNs of all stopped tasks of a service that ECS still shows, of whatever deployment. Their order is not documented.
pub(super) async fn stopped_arns(ecs: &Ecs, cluster: &str, service: &str) -> Result<Vec<String>, Error> {
    let call = ecs.client().list_tasks().cluster(cluster).service_name(service);
    let call = call.desired_status(DesiredStatus::Stopped).into_paginator().items();
    let arns: Result<Vec<_>, _> = call.send().collect().await;
    arns.map_err(|error| ecs.error(format!("list the stopped tasks of `{service}`"), "ListTasks", &error))
}

/// The ARNs of the tasks of a service that run or are about to.
pub(super) async fn running_arns(ecs: &Ecs, cluster: &str, service: String) -> Result<Vec<String>, Error> {
    let call = ecs.client().list_tasks().cluster(cluster).service_name(&service);
    let arns: Result<Vec<_>, _> = call.into_paginator().items().send().collect().await;
    match arns {
        // A service that ECS does not have has no tasks.
        Err(error) if is_no_service(&error) => Ok(Vec::new()),
        arns => {
            arns.map_err(|error| ecs.error(format!("list the tasks of `{service}`"), "ListTasks", &error))
        }
    }
}

fn is_no_service<R>(error: &SdkError<ListTasksError, R>) -> bool {
    error.as_service_error().is_some_and(ListTasksError::is_service_not_found_exception)
}

impl From<&types::Task> for Task {
    fn from(task: &types::Task) -> Self {
        Self {
            arn: task.task_arn().unwrap_or_default().to_owned(),
            status: task.last_status().unwrap_or_default().to_owned(),
            group: task.group().unwrap_or_default().to_owned(),
            started_by: task.started_by().unwrap_or_default().to_owned(),
            stop_code: task.stop_code().map(|code| code.as_str().to_owned()),
            stopped_reason: task.stopped_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
            is_healthy: task.health_status() == Some(&HealthStatus::Healthy),
            started: task.started_at().and_then(timestamp),
            stopped: task.stopped_at().and_then(timestamp),
            definition: task.task_definition_arn().unwrap_or_default().to_owned(),
            addresses: addresses(task),
            containers: task.containers().iter().map(TaskContainer::from).collect(),
        }
    }
}

fn addresses(task: &types::Task) -> Vec<String> {
    let details = task.attachments().iter().flat_map(types::Attachment::details);
    let addresses = details.filter(|detail| detail.name() == Some("privateIPv4Address"));
    addresses.filter_map(|detail| detail.value().map(str::to_owned)).collect()
}

impl From<&types::Container> for TaskContainer {
    fn from(container: &types::Container) -> Self {
        let end = StoppedContainer {
            name: container.name().unwrap_or_default().to_owned(),
            exit_code: container.exit_code(),
            reason: container.reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
            unhealthy: container.health_status() == Some(&HealthStatus::Unhealthy),
        };
        Self {
            end,
            image: container.image().unwrap_or_default().to_owned(),
            image_digest: container.image_digest().map(str::to_owned),
            status: container.last_status().unwrap_or_default().to_owned(),
        }
    }
}
