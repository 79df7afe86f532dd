//! The tasks of a deployment that failed, and whether the deployment is in a crash loop.
//!
//! What a reader would get wrong: tasks that the scheduler takes away (rebalancing, scaling in, draining) have not failed,
//! and a task that runs is not healthy yet: one of a crash loop runs, too, for a moment.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::super::super::diagnosis::{self, FailedTasks};
use super::super::super::task::Task;

/// So many tasks that failed for the same reason are a loop.
pub(crate) const LOOP: usize = 3;
/// A task without health check is healthy when it runs twice as long as those that failed, and at least so long.
const HEALTHY_AFTER: SignedDuration = SignedDuration::from_secs(10);

/// The tasks of a deployment that failed.
#[derive(Clone, Debug, Default)]
pub(crate) struct TaskHistory {
    /// The ARNs of stopped tasks that were described.
    known: BTreeSet<String>,
    failed: Vec<Task>,
    /// A task is stopping: what ended it is not known yet.
    pub(crate) is_stopping: bool,
}

/// Why the tasks of a deployment fail again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CrashLoop {
    /// "3 tasks failed for the same reason, …".
    pub(crate) reason: String,
}

impl TaskHistory {
    /// Those of the stopped tasks that were not described yet.
    pub(crate) fn unknown(&self, arns: Vec<String>) -> Vec<String> {
        arns.into_iter().filter(|arn| !self.known.contains(arn)).collect()
    }

    /// Takes note of stopped tasks of the service, whichever deployment started them.
    pub(crate) fn add(&mut self, tasks: Vec<Task>, deployment: &str) {
        self.is_stopping = false;
        for task in tasks {
            if !task.is_stopped() {
                self.is_stopping |= task.started_by == deployment;
            } else if self.known.insert(task.arn.clone())
                && task.started_by == deployment
                && task.has_failed()
            {
                self.failed.push(task);
            }
        }
    }

    /// Whether any task of the deployment has failed.
    pub(crate) fn has_failures(&self) -> bool {
        !self.failed.is_empty()
    }

    /// Tasks that failed for the same reason, if they are enough for a loop.
    pub(crate) fn crash_loop(&self) -> Option<CrashLoop> {
        let groups = diagnosis::group(self.failed.clone());
        let FailedTasks { count, newest } = groups.first().filter(|group| group.count >= LOOP)?;
        let reason =
            format!("{count} tasks failed for the same reason, and none was ever healthy: {}", cause(newest));
        Some(CrashLoop { reason })
    }

    /// Whether one of the tasks that run is healthy.
    pub(crate) fn has_healthy(&self, running: &[Task], deployment: &str) -> bool {
        let longest = self.failed.iter().filter_map(ran_for).max().unwrap_or_default();
        // A time of ECS, never ours: the clock of this machine may be wrong.
        let now =
            self.failed.iter().chain(running).flat_map(|task| [task.started, task.stopped]).flatten().max();
        let outlived = |started: Timestamp| {
            now.is_some_and(|now| now.duration_since(started) >= HEALTHY_AFTER.max(longest * 2))
        };
        let mut ours = running.iter().filter(|task| task.started_by == deployment && !task.is_stopped());
        ours.any(|task| task.is_healthy || task.started.is_some_and(outlived))
    }
}

fn ran_for(task: &Task) -> Option<SignedDuration> {
    Some(task.stopped?.duration_since(task.started?))
}

/// The reason of the task, and how its containers failed.
fn cause(task: &Task) -> String {
    let reason = task.stopped_reason.as_deref().unwrap_or("ECS gives no reason");
    let mut parts = vec![reason.to_owned()];
    for container in diagnosis::failed_containers(task) {
        let code = container.exit_code.map(|code| format!("exit code {code}"));
        let own = container.reason.clone().filter(|own| !reason.contains(own.as_str()));
        let end: Vec<_> = code.into_iter().chain(own).collect();
        if !end.is_empty() {
            parts.push(format!("container {}: {}", container.name, end.join(", ")));
        }
    }
    parts.join("; ")
}
