//! Why tasks stopped, in lines for people.

use std::iter;

use deploy_core::event::{StoppedContainer, StoppedTasks};

/// A line for each group of tasks, and below it one for each of its containers that failed.
pub(super) fn lines(stopped: &[StoppedTasks]) -> Vec<String> {
    stopped.iter().flat_map(group_lines).collect()
}

fn group_lines(tasks: &StoppedTasks) -> impl Iterator<Item = String> {
    let plural = if tasks.count == 1 { "task" } else { "tasks" };
    let group = format!("{} {plural} stopped: {}", tasks.count, tasks.reason);
    let containers = tasks.containers.iter().map(|container| {
        // The reason of the task often holds that of its container.
        let reason = container.reason.clone().filter(|reason| !tasks.reason.contains(reason));
        format!("    {}", container_end(&StoppedContainer { reason, ..container.clone() }))
    });
    iter::once(group).chain(containers)
}

/// How a container ended.
pub(super) fn container_end(container: &StoppedContainer) -> String {
    let code = container.exit_code.map_or_else(|| "never ran".to_owned(), |code| format!("exit code {code}"));
    let reason = container.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("container {}: {code}{reason}", container.name)
}
