//! Why a deployment's tasks stopped, grouped: seven tasks with one cause are one line.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::Task;

use crate::event::{StoppedContainer, StoppedTasks};

/// Groups the tasks that a deployment started (`startedBy` is its id), the most frequent cause first.
pub(super) fn group(tasks: &[Task], deployment: &str) -> Vec<StoppedTasks> {
    let mut groups: BTreeMap<(String, Vec<StoppedContainer>), usize> = BTreeMap::new();
    for task in tasks.iter().filter(|task| task.started_by() == Some(deployment)) {
        let reason = task.stopped_reason().unwrap_or("no reason given").to_owned();
        *groups.entry((reason, containers(task))).or_default() += 1;
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|((reason, containers), count)| StoppedTasks { count, reason, containers })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

fn containers(task: &Task) -> Vec<StoppedContainer> {
    let ended_badly =
        task.containers().iter().filter(|it| it.reason().is_some() || it.exit_code().unwrap_or(0) != 0);
    let mut containers: Vec<_> = ended_badly
        .map(|container| StoppedContainer {
            name: container.name().unwrap_or_default().to_owned(),
            exit_code: container.exit_code(),
            reason: container.reason().map(str::to_owned),
        })
        .collect();
    containers.sort();
    containers
}
