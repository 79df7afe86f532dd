//! Why tasks stopped, in lines for people.

use deploy_core::event::{StoppedContainer, StoppedTasks};

/// A line for each group of tasks, and below it one for each of its containers that ended badly.
pub(crate) fn lines(stopped: &[StoppedTasks]) -> Vec<String> {
    let of_group = |tasks: &StoppedTasks| {
        let plural = if tasks.count == 1 { "task" } else { "tasks" };
        let group = format!("{} {plural} stopped: {}", tasks.count, tasks.reason);
        let containers = tasks.containers.iter().map(|container| {
            let told = container.reason.as_ref().is_some_and(|reason| tasks.reason.contains(reason));
            let reason = if told { None } else { container.reason.clone() };
            format!("    {}", end_of(&StoppedContainer { reason, ..container.clone() }))
        });
        std::iter::once(group).chain(containers).collect::<Vec<_>>()
    };
    stopped.iter().flat_map(of_group).collect()
}

/// How a container ended.
pub(crate) fn end_of(container: &StoppedContainer) -> String {
    let code = container.exit_code.map_or_else(|| "never ran".to_owned(), |code| format!("exit code {code}"));
    let reason = container.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("container {}: {code}{reason}", container.name)
}
