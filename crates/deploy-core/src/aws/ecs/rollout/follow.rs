//! Following several rollouts at once: one `DescribeServices` for ten services and poll, an outcome for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep, sleep_until};

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::service_deployment::{self, FoundDeployment};
use super::progress::{Followed, Progress};
use super::target::{RolloutTarget, TargetDeployment};
use super::tracker::TrackerState;
use super::verify;
use crate::context::{Context, FailedPolls, PollInterval};
use crate::event::{RolloutOutcome, RolloutResult};

/// Polls that may fail in a row before the rollouts count as not observed.
const MAX_FAILED_POLLS: u32 = 5;

/// How long and how often to poll.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// How long a rollout may take.
    pub(crate) timeout: Duration,
    /// How long to wait between two polls.
    pub(crate) interval: PollInterval,
}

/// Follows rollouts until each has its outcome. Each is handed to `ended` when it ends.
pub(crate) async fn follow(
    ecs: &Ecs,
    targets: Vec<RolloutTarget>,
    pace: Pace,
    context: &Context,
    ended: UnboundedSender<Followed>,
) -> Vec<Followed> {
    let mut all: Vec<_> = targets.into_iter().map(Progress::new).collect();
    for one in &mut all {
        if let TargetDeployment::OtherController { controller, changed } = one.target.deployment {
            end(one, not_followed(controller, changed), &ended);
        }
    }
    let start = Instant::now();
    let deadline = start + pace.timeout;
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
            () = sleep(pace.interval.after(start.elapsed())) => {}
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

/// Looks at what a poll shows; the outcome, if the rollout is over.
async fn update(
    ecs: &Ecs,
    one: &mut Progress,
    service: Option<Service>,
    now: Duration,
    context: &Context,
) -> Result<Option<RolloutOutcome>, Error> {
    let mut state = one.tracker.look(service.as_ref(), now);
    if let Some(service) = &service {
        state = explained(ecs, one, service, state).await;
        one.report(service, context);
    }
    one.last = service.or(one.last.take());
    let TrackerState::Ended(outcome) = state else { return Ok(None) };
    if !matches!(outcome.result, RolloutResult::Completed | RolloutResult::Unchanged) {
        return Ok(Some(outcome));
    }
    let deviation = verify::deviation(ecs, &one.target, one.tracker.ours()).await?;
    Ok(Some(deviation.unwrap_or(outcome)))
}

/// What the service deployments add to what a poll tells: that ours was over before it was ever shown, or what became of
/// it.
async fn explained(ecs: &Ecs, one: &mut Progress, service: &Service, state: TrackerState) -> TrackerState {
    let RolloutTarget { cluster, service: name, baseline, .. } = &one.target;
    if let Some(definition) = one.tracker.unseen_definition() {
        let known = baseline.service_deployment.as_deref();
        let found = service_deployment::find(ecs, cluster, name, definition, known).await;
        if let Some(found) = found.filter(FoundDeployment::is_over) {
            one.tracker.found(&found);
            return one.tracker.explain(service, Some(&found.status));
        }
    }
    if state != TrackerState::Displaced {
        return state;
    }
    let found = match &one.tracker.service_deployment {
        Some(arn) => service_deployment::status(ecs, arn).await,
        None => None,
    };
    one.tracker.explain(service, found.as_ref())
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
