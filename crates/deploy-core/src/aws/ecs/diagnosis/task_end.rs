//! How a task ended: whether it failed, and which of its containers is to blame.

use super::super::task::{Task, ended_by_itself};
use crate::event::StoppedContainer;

/// Whether a task stopped for a reason of its own: not because ECS drained, scaled in, rebalanced or replaced it. ECS also
/// stops a task whose health check fails.
pub(super) fn is_failure(task: &Task) -> bool {
    let reason = task.stopped_reason.as_deref().unwrap_or_default();
    let by_scheduler =
        task.stop_code.as_deref() == Some("ServiceSchedulerInitiated") && !reason.contains("health check");
    task.is_stopped() && !by_scheduler && !reason.contains("instance draining")
}

/// The container whose end, or whose health check, ended the task; else the only one.
pub(crate) fn failed_container(task: &Task) -> Option<&StoppedContainer> {
    let by_itself = || task.ends().filter(|one| ended_by_itself(one));
    let with_reason = || task.ends().find(|one| one.reason.is_some());
    let unhealthy = || task.ends().find(|one| one.unhealthy);
    let only = || task.ends().next().filter(|_| task.containers.len() == 1);
    let failed = by_itself().find(|one| one.exit_code != Some(0));
    failed.or_else(unhealthy).or_else(with_reason).or_else(|| by_itself().next()).or_else(only)
}

/// How the containers that failed ended, in the order of their names. Those that were told to stop did not fail.
pub(in crate::aws::ecs) fn failed_containers(task: &Task) -> Vec<StoppedContainer> {
    let has_failed = |end: &&StoppedContainer| {
        let failed_by_itself = end.exit_code != Some(0) && ended_by_itself(end);
        end.unhealthy || end.reason.is_some() || failed_by_itself
    };
    let mut failed: Vec<_> = task.ends().filter(has_failed).cloned().collect();
    failed.sort();
    failed
}

/// The image of a container, as the task definition names it; that of the only one where no container is known.
pub(super) fn image<'a>(task: &'a Task, container: Option<&StoppedContainer>) -> Option<&'a str> {
    let is_it = |name: &str| container.is_none_or(|container| container.name == name);
    let mut found = task.containers.iter().filter(|one| is_it(&one.end.name));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(&only.image),
        _ => None,
    }
}

/// What a task that does not run yet waits for
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>).
pub(super) fn waits_for(task: &Task) -> String {
    let starting: Vec<_> = task.containers.iter().filter(|one| one.status == "PENDING").collect();
    let names = starting.iter().map(|one| one.end.name.as_str()).collect::<Vec<_>>().join(", ");
    let pulls = starting.iter().any(|one| one.image_digest.is_none());
    match task.status.as_str() {
        "PROVISIONING" => "a network interface".to_owned(),
        "PENDING" if pulls => format!("the image of container {names}"),
        "PENDING" => format!("the start of container {names}"),
        "ACTIVATING" => "the load balancer or service discovery".to_owned(),
        status => format!("the end of {status}"),
    }
}
