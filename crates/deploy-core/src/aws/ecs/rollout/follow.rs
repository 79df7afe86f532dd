//! Following several rollouts at once: one `DescribeServices` for ten services and poll, an outcome for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::service_deployment::{self, FoundDeployment};
use super::super::stopped_tasks;
use super::progress::{Followed, Progress};
use super::target::{RolloutTarget, TargetDeployment};
use super::tracker::TrackerState;
use super::verify;
use crate::context::{Context, FailedPolls, PollInterval};
use crate::event::{EventKind, RolloutOutcome, RolloutResult, StoppedTasks};

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

/// Follows rollouts until each has its outcome. Outcomes are emitted as they come.
pub(crate) async fn follow(
    ecs: &Ecs,
    targets: Vec<RolloutTarget>,
    pace: Pace,
    context: &Context,
) -> Vec<Followed> {
    let mut all: Vec<_> = targets.into_iter().map(Progress::new).collect();
    for one in &mut all {
        if let TargetDeployment::OtherController { controller, changed } = one.target.deployment {
            end(ecs, one, not_followed(controller, changed), context).await;
        }
    }
    let start = Instant::now();
    let deadline = start + pace.timeout;
    let mut failed = FailedPolls::new(MAX_FAILED_POLLS, &context.events);
    while all.iter().any(|one| one.outcome.is_none()) {
        let polled = poll(ecs, &mut all, start.elapsed(), context).await;
        if let Err(error) = failed.record(polled, Error::is_transient) {
            let reason = crate::Error::from(error).to_string();
            let outcome = |_: &Progress| RolloutOutcome::because(RolloutResult::Unobserved, &reason);
            end_all(ecs, &mut all, context, outcome).await;
        }
        if Instant::now() >= deadline {
            end_all(ecs, &mut all, context, |one| one.tracker.out_of_time(one.last.as_ref())).await;
        }
        if all.iter().all(|one| one.outcome.is_some()) {
            break;
        }
        tokio::select! {
            () = sleep(pace.interval.after(start.elapsed())) => {}
            () = sleep_until(deadline) => {}
            _ = context.interrupt.requested() => {
                let outcome = |_: &Progress| RolloutOutcome::bare(RolloutResult::Interrupted);
                end_all(ecs, &mut all, context, outcome).await;
            }
        }
    }
    all.into_iter().filter_map(Progress::into_followed).collect()
}

/// Only its own controller knows what becomes of it. A change of this run that it has to carry out is not observed.
fn not_followed(controller: &str, changed: bool) -> RolloutOutcome {
    let result = if changed { RolloutResult::Unobserved } else { RolloutResult::NotFollowed };
    RolloutOutcome::because(result, format!("deployed by {controller}"))
}

async fn poll(ecs: &Ecs, all: &mut [Progress], now: Duration, context: &Context) -> Result<(), Error> {
    let mut clusters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, one) in all.iter().enumerate().filter(|(_, one)| one.outcome.is_none()) {
        clusters.entry(one.target.cluster.clone()).or_default().push(index);
    }
    for (cluster, indices) in clusters {
        let names: Vec<_> = indices.iter().map(|&index| all[index].target.service.clone()).collect();
        let services = service::describe(ecs, &cluster, &names).await?;
        for (index, service) in indices.into_iter().zip(services) {
            update(ecs, &mut all[index], service, now, context).await?;
        }
    }
    Ok(())
}

async fn update(
    ecs: &Ecs,
    one: &mut Progress,
    service: Option<Service>,
    now: Duration,
    context: &Context,
) -> Result<(), Error> {
    let mut state = one.tracker.look(service.as_ref(), now);
    if let Some(service) = &service {
        state = explained(ecs, one, service, state).await;
        one.report(service, context);
    }
    one.last = service.or(one.last.take());
    if let TrackerState::Ended(outcome) = state {
        let outcome = match outcome.result {
            RolloutResult::Completed | RolloutResult::Unchanged => {
                let deviation = verify::deviation(ecs, &one.target, one.tracker.ours()).await?;
                deviation.unwrap_or(outcome)
            }
            _ => outcome,
        };
        end(ecs, one, outcome, context).await;
    }
    Ok(())
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

async fn end_all(
    ecs: &Ecs,
    all: &mut [Progress],
    context: &Context,
    outcome: impl Fn(&Progress) -> RolloutOutcome,
) {
    for one in all.iter_mut().filter(|one| one.outcome.is_none()) {
        let outcome = outcome(one);
        end(ecs, one, outcome, context).await;
    }
}

async fn end(ecs: &Ecs, one: &mut Progress, outcome: RolloutOutcome, context: &Context) {
    let needs_no_cause = outcome.is_good() || outcome.result == RolloutResult::Interrupted;
    // Where ECS does not answer, it is not asked for a cause, either.
    let is_asked = !needs_no_cause && outcome.result != RolloutResult::Unobserved;
    let stopped = if is_asked { causes(ecs, one, context).await } else { Vec::new() };
    let events = if needs_no_cause { Vec::new() } else { one.last_events() };
    context.events.emit(EventKind::RolloutEnded {
        service: one.target.service.clone(),
        deployment: one.tracker.ours().map(str::to_owned),
        outcome: outcome.clone(),
        stopped,
        events,
    });
    one.outcome = Some(outcome);
}

/// What is known of the failure. That it cannot be asked for does not change the outcome.
async fn causes(ecs: &Ecs, one: &Progress, context: &Context) -> Vec<StoppedTasks> {
    let Some(ours) = one.tracker.ours() else { return Vec::new() };
    let stopped = stopped_tasks::of_deployment(ecs, &one.target.cluster, &one.target.service, ours).await;
    stopped.unwrap_or_else(|error| {
        context.events.warn(crate::Error::from(error).to_string(), None);
        Vec::new()
    })
}
