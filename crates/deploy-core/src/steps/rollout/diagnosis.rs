//! Reporting the ends of rollouts, those that failed with their causes and the log of what failed.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::sleep;

use super::super::log_stream::log_stream;
use crate::aws::Aws;
use crate::aws::ecs::diagnosis::{self, Evidence, FailedTasks};
use crate::aws::ecs::rollout::{Expected, Followed, TargetDeployment};
use crate::aws::ecs::{Ecs, task_definition};
use crate::aws::logs;
use crate::error::Error;
use crate::event::{Cause, EventKind, FailureCause, LogExcerpt, RolledBackBy, RolloutEnd, RolloutResult};
use crate::session::Session;

/// How many lines of a log are shown.
const LINES: usize = 20;
/// Of how many groups of failed tasks the log is read.
const LOGS: usize = 3;
/// How long the causes of one failure may take to be asked for.
const WITHIN: Duration = Duration::from_secs(30);
/// How many of a service's last events are reported with a failure.
const LAST_EVENTS: usize = 5;

/// Reports each rollout as it ends.
pub(crate) async fn report(session: &Session, aws: &Aws, mut ended: UnboundedReceiver<Followed>) {
    while let Some(followed) = ended.recv().await {
        let needs_no_cause =
            followed.outcome.is_good() || followed.outcome.result == RolloutResult::Interrupted;
        let causes = if needs_no_cause { Vec::new() } else { explain(session, aws, &followed).await };
        let skipped = followed.events.len().saturating_sub(LAST_EVENTS);
        let events = if needs_no_cause { &[] } else { &followed.events[skipped..] };
        let end = RolloutEnd {
            service: followed.target.service.clone(),
            deployment: followed.deployment.clone(),
            outcome: followed.outcome.clone(),
            causes,
            events: events.to_vec(),
        };
        session.emit(EventKind::RolloutEnded { end });
        note_next_plan(session, &followed);
    }
}

/// Terraform does not know that this run has rolled a service back.
fn note_next_plan(session: &Session, followed: &Followed) {
    let by_this_run = Some(RolledBackBy::ThisRun);
    if let (RolloutResult::RolledBack { by, .. }, TargetDeployment::TaskDefinition { definition, .. }) =
        (&followed.outcome.result, &followed.target.deployment)
        && *by == by_this_run
    {
        let next = format!("Terraform's next plan deploys {definition} again");
        session
            .context
            .events
            .note(format!("{} was rolled back in ECS only: {next}", followed.target.service));
    }
}

/// The causes of a failure. That they cannot be asked for, or that the user does not want to wait, does not change the
/// outcome.
async fn explain(session: &Session, aws: &Aws, followed: &Followed) -> Vec<FailureCause> {
    let causes = tokio::select! {
        causes = causes(session, aws, followed) => causes,
        _ = session.context.interrupt.requested() => return Vec::new(),
        () = sleep(WITHIN) => return Vec::new(), // AWS may be what hangs
    };
    causes.unwrap_or_else(|error| {
        session.context.events.warn(error.to_string(), None);
        Vec::new()
    })
}

async fn causes(session: &Session, aws: &Aws, followed: &Followed) -> Result<Vec<FailureCause>, Error> {
    let target = &followed.target;
    let aws = &target.cluster.aws(aws);
    let ecs = target.cluster.ecs(aws);
    let mut evidence = match &followed.deployment {
        // ECS did not answer before, either.
        Some(_) if followed.outcome.result == RolloutResult::Unobserved => Evidence::default(),
        Some(ours) => diagnosis::gather(&ecs, &target.cluster.name, &target.service, ours).await?,
        None => Evidence::default(),
    };
    evidence.messages = followed.events.iter().chain(&followed.outcome.reason).cloned().collect();
    if let Expected::Images(images) = &target.expected {
        evidence.application = images.iter().map(|image| image.container.clone()).collect();
    }
    evidence.load_balanced =
        followed.service.as_ref().map(|service| service.load_balanced.clone()).unwrap_or_default();
    let mut logs = Vec::new();
    for group in evidence.groups.iter().take(LOGS) {
        logs.push(log(session, aws, &ecs, &evidence, group).await);
    }
    let mut causes = diagnosis::causes(&evidence, &logs);
    // ECS has no words for a person who refuses what waits at a hook, and says that the hook failed.
    if matches!(followed.outcome.result, RolloutResult::RolledBack { by: Some(RolledBackBy::User), .. }) {
        causes.retain(|cause| cause.cause != Cause::HookFailed);
    }
    Ok(causes)
}

/// The last lines of the container that failed; none where there is no log, or it may not be read.
async fn log(
    session: &Session,
    aws: &Aws,
    ecs: &Ecs,
    evidence: &Evidence,
    group: &FailedTasks,
) -> Option<LogExcerpt> {
    let task = &group.newest;
    if diagnosis::misses_log_group(task) {
        return missing_log_group(ecs, &task.definition).await;
    }
    let container = &evidence.failed_container(task).filter(|_| task.has_run_containers())?.name;
    let definition = task_definition::describe(ecs, &task.definition).await;
    let lines = match definition {
        Ok(definition) => {
            let defined = definition.containers().find(|one| one.name == *container)?;
            let stream = log_stream(&defined, &task.arn)?;
            let excerpt = LogExcerpt {
                container: container.clone(),
                group: stream.group.clone(),
                stream: stream.name.clone(),
                lines: Vec::new(),
            };
            let lines = logs::last(stream, LINES, aws).await.map_err(Error::from);
            lines.map(|lines| LogExcerpt { lines, ..excerpt })
        }
        Err(error) => Err(error.into()),
    };
    let warn = |error: Error| session.context.events.warn(error.to_string(), None);
    lines.map_err(warn).ok().filter(|excerpt| !excerpt.lines.is_empty())
}

/// The log groups of a task definition, of which one does not exist: AWS's words do not say which.
async fn missing_log_group(ecs: &Ecs, definition: &str) -> Option<LogExcerpt> {
    let definition = task_definition::describe(ecs, definition).await.ok()?;
    let groups: BTreeSet<_> =
        definition.containers().filter_map(|container| Some(container.logs?.group)).collect();
    let group = groups.into_iter().collect::<Vec<_>>().join(" or ");
    (!group.is_empty()).then(|| LogExcerpt { group, ..LogExcerpt::default() })
}
