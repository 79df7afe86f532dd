//! The tasks of a deployment that failed, grouped: seven tasks with one cause are one group.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::task::{self, Task};
use super::task_end::{failed_containers, is_failure};
use crate::event::StoppedContainer;

/// Tasks that stopped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FailedTasks {
    /// How many.
    pub(crate) count: usize,
    /// The one that stopped last.
    pub(crate) newest: Task,
}

/// The failed tasks of a deployment, the most frequent reason first. ECS has no order of stopped tasks and shows those of
/// all deployments, so all of them are read.
pub(super) async fn read(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    deployment: &str,
) -> Result<Vec<FailedTasks>, Error> {
    let arns = task::stopped_arns(ecs, cluster, service).await?;
    let mut tasks = task::describe_all(ecs, cluster, &arns).await?;
    tasks.retain(|task| task.started_by == deployment && is_failure(task));
    Ok(group(tasks))
}

/// Groups tasks by why they stopped.
pub(in crate::aws::ecs) fn group(mut tasks: Vec<Task>) -> Vec<FailedTasks> {
    tasks.sort_by_key(|task| task.stopped);
    let mut groups: BTreeMap<(String, Vec<StoppedContainer>), FailedTasks> = BTreeMap::new();
    for newest in tasks {
        let mut containers = failed_containers(&newest);
        for container in &mut containers {
            container.reason = None;
        }
        let key = (without_ids(&newest.cause()), containers);
        let count = groups.get(&key).map_or(0, |group| group.count) + 1;
        groups.insert(key, FailedTasks { count, newest });
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

/// What differs between two tasks that fail for the same reason: ids of requests, tasks and interfaces, addresses.
pub(in crate::aws::ecs) fn without_ids(message: &str) -> String {
    static IDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:[a-z]+-)?[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")
            .expect("a regular expression of ours")
    });
    IDS.replace_all(message, "…").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_addresses_make_no_difference() {
        let one = "dial tcp 10.0.0.1:443: i/o timeout (task 0123456789abcdef0123456789abcdef) app:1.0.1";
        let other = "dial tcp 10.0.1.9:443: i/o timeout (task fedcba9876543210fedcba9876543210) app:1.0.1";
        assert_eq!(without_ids(one), without_ids(other));
        assert!(without_ids(one).contains("app:1.0.1"), "{}", without_ids(one));
    }
}
