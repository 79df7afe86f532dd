//! Why a deployment's tasks stopped, grouped: seven tasks with one cause are one line.

use std::collections::BTreeMap;

use super::client::Ecs;
use super::error::Error;
use super::task::{self, Task};
use crate::event::{StoppedContainer, StoppedTasks};

/// Why the tasks of a deployment stopped.
pub(super) async fn of_deployment(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    deployment: &str,
) -> Result<Vec<StoppedTasks>, Error> {
    let arns = task::stopped_arns(ecs, cluster, service).await?;
    if arns.is_empty() {
        return Ok(Vec::new());
    }
    Ok(group(&task::describe(ecs, cluster, arns).await?, deployment))
}

/// Groups the tasks that a deployment started, the most frequent cause first.
fn group(tasks: &[Task], deployment: &str) -> Vec<StoppedTasks> {
    let mut groups: BTreeMap<(String, Vec<StoppedContainer>), usize> = BTreeMap::new();
    for task in tasks.iter().filter(|task| task.started_by == deployment) {
        let reason = task.stopped_reason.clone().unwrap_or_else(|| "no reason given".to_owned());
        *groups.entry((reason, failed_containers(task))).or_default() += 1;
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|((reason, containers), count)| StoppedTasks { count, reason, containers })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

fn failed_containers(task: &Task) -> Vec<StoppedContainer> {
    let ends = task.containers.iter().map(|container| &container.end);
    let mut failed: Vec<_> =
        ends.filter(|end| end.reason.is_some() || end.exit_code.unwrap_or(0) != 0).cloned().collect();
    failed.sort();
    failed
}
