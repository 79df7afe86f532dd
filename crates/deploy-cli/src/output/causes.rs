//! Why something failed, in lines for people.

use std::iter;

use deploy_core::event::{FailureCause, LogExcerpt, StoppedContainer};

/// For each cause: the sentence, AWS's own words, the containers that failed, the log, and what is likely to fix it.
pub(super) fn lines(causes: &[FailureCause]) -> Vec<String> {
    causes.iter().flat_map(cause_lines).collect()
}

fn cause_lines(cause: &FailureCause) -> impl Iterator<Item = String> {
    let headline = match cause.tasks {
        0 => cause.summary.clone(),
        1 => format!("1 task: {}", cause.summary),
        tasks => format!("{tasks} tasks: {}", cause.summary),
    };
    let reason = Some(cause.reason.clone()).filter(|reason| *reason != cause.summary);
    let containers = cause.containers.iter().map(|container| {
        // The reason of the task often holds that of its container.
        let reason = container.reason.clone().filter(|reason| !cause.reason.contains(reason));
        container_end(&StoppedContainer { reason, ..container.clone() })
    });
    let log = cause.log.iter().flat_map(log_lines);
    let fix = cause.fix.map(|fix| format!("fix: {fix}"));
    let page = cause.page.map(|page| format!("see {page}"));
    let details = reason.into_iter().chain(containers).chain(log).chain(fix).chain(page);
    iter::once(headline).chain(details.map(|line| format!("    {line}")).collect::<Vec<_>>())
}

fn log_lines(log: &LogExcerpt) -> impl Iterator<Item = String> {
    let heading = format!("last lines of container {} ({}):", log.container, log.group);
    iter::once(heading).chain(log.lines.iter().map(|line| format!("    {line}")))
}

/// How a container ended.
pub(super) fn container_end(container: &StoppedContainer) -> String {
    let end = match container.exit_code {
        Some(code) => format!("exit code {code}"),
        None if container.unhealthy => "unhealthy".to_owned(),
        None => "never ran".to_owned(),
    };
    let reason = container.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("container {}: {end}{reason}", container.name)
}
