//! From what is known of a failure to its causes.

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::task::{self, Task};
use super::failed_tasks::{self, FailedTasks};
use super::fix::{fix, page};
use super::signatures::cause_of;
use super::summary::{Seen, sentence};
use super::task_end::{failed_container, failed_containers, image, waits_for};
use crate::event::{Cause, FailureCause, LogExcerpt, StoppedContainer};

/// What is known of the failure of a deployment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// Its failed tasks, the most frequent reason first.
    pub(crate) groups: Vec<FailedTasks>,
    /// Its tasks that do not run yet.
    pub(crate) starting: Vec<Task>,
    /// The service's events since the change, oldest first, and what ECS says of the deployment.
    pub(crate) messages: Vec<String>,
    /// The containers of the application; the others are sidecars. Empty where that is not known.
    pub(crate) application: Vec<String>,
    /// The containers that load balancers send requests to.
    pub(crate) load_balanced: Vec<String>,
}

impl Evidence {
    /// The container that is to blame for the end of a task. A load balancer's health check fails for the container behind it.
    pub(crate) fn failed_container<'t>(&self, task: &'t Task) -> Option<&'t StoppedContainer> {
        let is_target = cause_of(&task.cause()).is_some_and(is_of_load_balancer);
        let behind = || task.ends().find(|end| self.load_balanced.contains(&end.name));
        is_target.then(behind).flatten().or_else(|| failed_container(task))
    }
}

/// Whether ECS could not start a task because it has no log group to write to.
pub(crate) fn misses_log_group(task: &Task) -> bool {
    cause_of(&task.cause()) == Some(Cause::LogGroupMissing)
}

fn is_of_load_balancer(cause: Cause) -> bool {
    matches!(cause, Cause::TargetUnhealthy | Cause::TargetUnreachable)
}

/// Reads the tasks of a deployment.
pub(crate) async fn gather(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    deployment: &str,
) -> Result<Evidence, Error> {
    let groups = failed_tasks::read(ecs, cluster, service, deployment).await?;
    let mut starting = Vec::new();
    if groups.is_empty() {
        starting = task::running(ecs, cluster, service.to_owned()).await?;
        starting.retain(|task| task.started_by == deployment && task.status != "RUNNING");
    }
    Ok(Evidence { groups, starting, ..Evidence::default() })
}

/// The causes, with the log of the container that failed for each group of tasks whose log was read.
pub(crate) fn causes(evidence: &Evidence, logs: &[Option<LogExcerpt>]) -> Vec<FailureCause> {
    let mut causes = Vec::new();
    for (index, group) in evidence.groups.iter().enumerate() {
        causes.push(of_tasks(evidence, group, logs.get(index).cloned().flatten()));
    }
    for message in &evidence.messages {
        let told = |cause: Cause| causes.iter().any(|known| is_same(known.cause, cause));
        if let Some(cause) = cause_of(message).filter(|cause| !told(*cause)) {
            causes.push(of_message(cause, message));
        }
    }
    if causes.is_empty() && !evidence.starting.is_empty() {
        causes.push(of_starting(&evidence.starting));
    }
    causes
}

/// The health check of a load balancer is told by a task's reason and by an event: one cause.
fn is_same(one: Cause, other: Cause) -> bool {
    one == other || (is_of_load_balancer(one) && is_of_load_balancer(other))
}

fn of_tasks(evidence: &Evidence, group: &FailedTasks, log: Option<LogExcerpt>) -> FailureCause {
    let task = &group.newest;
    let words = task.cause();
    let container = evidence.failed_container(task);
    let health =
        evidence.messages.iter().rev().find(|message| message.contains("is unhealthy in (target-group"));
    let cause = cause_of(&words).map_or_else(
        || of_end(evidence, task, container, log.as_ref()),
        |cause| {
            let event = health.and_then(|message| cause_of(message));
            if cause == Cause::TargetUnhealthy { event.unwrap_or(cause) } else { cause }
        },
    );
    let health = health.map(String::as_str);
    let seen = Seen { words: &words, health, container, image: image(task, container), log: log.as_ref() };
    let told = of_words(cause, &seen);
    let (reason, containers) = (task.reason(), failed_containers(task));
    let log = log.filter(|log| !log.lines.is_empty());
    FailureCause { tasks: group.count, reason, containers, log, ..told }
}

/// The cause where AWS's words do not tell it: the stop code, the log, and how the container ended.
fn of_end(
    evidence: &Evidence,
    task: &Task,
    container: Option<&StoppedContainer>,
    log: Option<&LogExcerpt>,
) -> Cause {
    match task.stop_code.as_deref() {
        Some("UserInitiated") => return Cause::StoppedByUser,
        Some("SpotInterruption") => return Cause::SpotInterrupted,
        _ => {}
    }
    let lines = log.map(|log| log.lines.as_slice()).unwrap_or_default();
    let of_lines = lines.iter().rev().find_map(|line| cause_of(line));
    if let Some(cause @ (Cause::WrongPlatform | Cause::PortInUse | Cause::DiskFull)) = of_lines {
        return cause;
    }
    match container {
        Some(StoppedContainer { unhealthy: true, exit_code: None, .. }) => Cause::ContainerUnhealthy,
        Some(container) if is_sidecar(evidence, task, container) => Cause::SidecarExited,
        Some(StoppedContainer { exit_code: Some(137), .. }) => Cause::OutOfMemory,
        Some(StoppedContainer { exit_code: Some(_), .. }) => Cause::ApplicationExited,
        _ => Cause::Unknown,
    }
}

/// Whether a container is not the application. Where it is not known which is, one that succeeded beside others is none.
fn is_sidecar(evidence: &Evidence, task: &Task, container: &StoppedContainer) -> bool {
    let has_others = task.ends().count() > 1;
    let is_application = evidence.application.contains(&container.name);
    has_others
        && if evidence.application.is_empty() { container.exit_code == Some(0) } else { !is_application }
}

fn of_starting(tasks: &[Task]) -> FailureCause {
    let waits = tasks.first().map(waits_for).map(|what| format!("waiting for {what}")).unwrap_or_default();
    FailureCause { tasks: tasks.len(), ..of_message(Cause::Pending, &waits) }
}

fn of_message(cause: Cause, message: &str) -> FailureCause {
    of_words(cause, &Seen { words: message, health: None, container: None, image: None, log: None })
}

/// A cause of which nothing is known but what was seen.
fn of_words(cause: Cause, seen: &Seen<'_>) -> FailureCause {
    FailureCause {
        cause,
        summary: sentence(cause, seen),
        tasks: 0,
        reason: seen.words.to_owned(),
        containers: Vec::new(),
        log: None,
        fix: fix(cause),
        page: page(cause),
    }
}
