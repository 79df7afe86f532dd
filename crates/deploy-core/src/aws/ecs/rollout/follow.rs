//! Following several rollouts at once: one `DescribeServices` for ten services and poll, an outcome for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep, sleep_until};

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::service_deployment;
use super::super::task::{self, Task};
use super::progress::{Followed, Next, Progress};
use super::target::{OnFailure, RolloutTarget, TargetDeployment};
use super::verify;
use crate::context::{Context, FailedPolls, PollInterval};
use crate::event::{RolloutOutcome, RolloutResult};

/// Polls that may fail in a row before the rollouts count as not observed.
const MAX_FAILED_POLLS: u32 = 5;

/// How rollouts are followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FollowSettings {
    /// How long a rollout may take.
    pub(crate) timeout: Duration,
    /// How long to wait between two polls.
    pub(crate) interval: PollInterval,
    pub(crate) on_failure: OnFailure,
}

/// Follows rollouts until each has its outcome. Each is handed to `ended` when it ends.
pub(crate) async fn follow(
    ecs: &Ecs,
    targets: Vec<RolloutTarget>,
    settings: FollowSettings,
    context: &Context,
    ended: UnboundedSender<Followed>,
) -> Vec<Followed> {
    let mut all: Vec<_> =
        targets.into_iter().map(|target| Progress::new(target, settings.on_failure)).collect();
    for one in &mut all {
        if let TargetDeployment::OtherController { controller, changed } = one.target.deployment {
            end(one, not_followed(controller, changed), &ended);
        }
    }
    let start = Instant::now();
    let deadline = start + settings.timeout;
    let mut failed = FailedPolls::new(MAX_FAILED_POLLS, &context.events);
    while all.iter().any(|one| one.outcome.is_none()) {
        let polled = poll(ecs, &mut all, start.elapsed(), context, &ended).await;
        if let Err(error) = failed.record(polled, Error::is_transient) {
            let reason = crate::Error::from(error).to_string();
            let outcome = |_: &Progress| RolloutOutcome::because(RolloutResult::Unobserved, &reason);
            end_all(&mut all, &ended, outcome);
        }
        if Instant::now() >= deadline {
            end_all(&mut all, &ended, |one| one.tracker.out_of_time(one.last.as_ref()));
        }
        if all.iter().all(|one| one.outcome.is_some()) {
            break;
        }
        tokio::select! {
            () = sleep(settings.interval.after(start.elapsed())) => {}
            () = sleep_until(deadline) => {}
            _ = context.interrupt.requested() => {
                let outcome = |_: &Progress| RolloutOutcome::bare(RolloutResult::Interrupted);
                end_all(&mut all, &ended, outcome);
            }
        }
    }
    all.iter().filter_map(Progress::followed).collect()
}

/// Only its own controller knows what becomes of it. A change of this run that it has to carry out is not observed.
fn not_followed(controller: &str, changed: bool) -> RolloutOutcome {
    let result = if changed { RolloutResult::Unobserved } else { RolloutResult::NotFollowed };
    RolloutOutcome::because(result, format!("deployed by {controller}"))
}

async fn poll(
    ecs: &Ecs,
    all: &mut [Progress],
    now: Duration,
    context: &Context,
    ended: &UnboundedSender<Followed>,
) -> Result<(), Error> {
    let mut clusters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, one) in all.iter().enumerate().filter(|(_, one)| one.outcome.is_none()) {
        clusters.entry(one.target.cluster.clone()).or_default().push(index);
    }
    for (cluster, indices) in clusters {
        let names: Vec<_> = indices.iter().map(|&index| all[index].target.service.clone()).collect();
        let services = service::describe(ecs, &cluster, &names).await?;
        for (index, service) in indices.into_iter().zip(services) {
            if let Some(outcome) = update(ecs, &mut all[index], service, now, context).await? {
                end(&mut all[index], outcome, ended);
            }
        }
    }
    Ok(())
}

/// One poll of a rollout: answers what it needs to know, until it needs another poll or has ended, then with the outcome.
async fn update(
    ecs: &Ecs,
    one: &mut Progress,
    service: Option<Service>,
    now: Duration,
    context: &Context,
) -> Result<Option<RolloutOutcome>, Error> {
    let mut next = one.look(service, now);
    report(one, context);
    loop {
        next = match next {
            Next::Poll | Next::Ended(_) => break,
            needed => answer(ecs, one, needed, context).await?,
        };
    }
    report(one, context); // ours may have been found meanwhile
    match next {
        Next::Ended(outcome) => Ok(Some(outcome)),
        _ => Ok(None),
    }
}

fn report(one: &mut Progress, context: &Context) {
    if let Some(service) = &one.last {
        one.reported.report(&one.target, service, one.tracker.ours(), context);
    }
}

/// Asks ECS for what a rollout needs to know.
async fn answer(ecs: &Ecs, one: &mut Progress, needed: Next, context: &Context) -> Result<Next, Error> {
    let (cluster, name) = (one.target.cluster.clone(), one.target.service.clone());
    Ok(match needed {
        Next::FindDeployment(definition) => {
            let known = one.target.baseline.service_deployment.clone();
            let found = service_deployment::find(ecs, &cluster, &name, &definition, known.as_deref()).await;
            one.deployment_found(found.as_ref())
        }
        Next::AskDeployment(Some(arn)) => {
            one.deployment_asked(service_deployment::status(ecs, &arn).await.as_ref())
        }
        Next::AskDeployment(None) => one.deployment_asked(None),
        Next::StoppedTasks => {
            let found = new_stopped_tasks(ecs, one).await;
            one.stopped_tasks(unless_refused(found, context)?)
        }
        Next::RunningTasks => {
            let found = task::running(ecs, &cluster, name).await;
            one.running_tasks(&unless_refused(found, context)?.unwrap_or_default())
        }
        Next::RollBack(deployment) => {
            context.events.note(format!("{name}: asking ECS for a rollback"));
            let asked = service_deployment::roll_back(ecs, &deployment).await;
            one.rollback_asked(asked.map_err(|error| warn(error, context)).is_ok())
        }
        Next::Verify => one.verified(verify::deviation(ecs, &one.target, one.tracker.ours()).await?),
        Next::Poll | Next::Ended(_) => needed,
    })
}

async fn new_stopped_tasks(ecs: &Ecs, one: &Progress) -> Result<Vec<Task>, Error> {
    let RolloutTarget { cluster, service, .. } = &one.target;
    let arns = one.tasks.unknown(task::stopped_arns(ecs, cluster, service).await?);
    task::describe_all(ecs, cluster, &arns).await
}

/// A call that may work later makes the poll a failed one. Without the others, the rollout is followed all the same.
fn unless_refused<T>(found: Result<T, Error>, context: &Context) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_transient() => Err(error),
        Err(error) => {
            warn(error, context);
            Ok(None)
        }
    }
}

fn warn(error: Error, context: &Context) {
    context.events.warn(crate::Error::from(error).to_string(), None);
}

fn end_all(
    all: &mut [Progress],
    ended: &UnboundedSender<Followed>,
    outcome: impl Fn(&Progress) -> RolloutOutcome,
) {
    for one in all.iter_mut().filter(|one| one.outcome.is_none()) {
        let outcome = outcome(one);
        end(one, outcome, ended);
    }
}

fn end(one: &mut Progress, outcome: RolloutOutcome, ended: &UnboundedSender<Followed>) {
    one.outcome = Some(outcome);
    if let Some(followed) = one.followed() {
        drop(ended.send(followed)); // whoever asked may no longer want to know
    }
}
