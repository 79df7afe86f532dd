//! Where the log lines of a task's container are.

use crate::aws::ecs::task_definition::Container;
use crate::aws::logs::Stream;

/// Where a container writes its log lines to, if it is known
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>).
pub(crate) fn log_stream(container: &Container, task: &str) -> Option<Stream> {
    let logs = container.logs.as_ref()?;
    let id = task.rsplit('/').next().unwrap_or(task);
    let name = format!("{}/{}/{id}", logs.prefix, container.name);
    Some(Stream { group: logs.group.clone(), name, region: logs.region.clone() })
}
