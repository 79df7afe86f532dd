//! The rollouts in one cluster: one `DescribeServices` for ten services and poll, an outcome for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep};

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::service_deployment::{self, ServiceDeployment};
use super::answers;
use super::next::{Followed, Next, Polled};
use super::progress::Progress;
use super::refused::unless_refused;
use super::settings::FollowSettings;
use super::target::TargetDeployment;
use super::tracking::RolloutTracker;
use crate::context::{Context, FailedPolls, Waits};
use crate::event::{RolloutOutcome, RolloutResult};

/// Polls that may fail in a row before the rollouts count as not observed.
const MAX_FAILED_POLLS: u32 = 5;

/// The rollouts in one cluster.
pub(super) struct ClusterWatch {
    ecs: Ecs,
    cluster: String,
    rollouts: Vec<Progress>,
    context: Context,
    /// Takes the rollouts that have ended.
    ended: UnboundedSender<Followed>,
    /// Service deployments cannot be asked for.
    no_deployments: bool,
}

/// Why no other poll is made.
enum Stop {
    TimedOut,
    Interrupted,
    Unobserved(String),
}

impl ClusterWatch {
    pub(super) fn new(
        ecs: Ecs,
        cluster: String,
        rollouts: Vec<Progress>,
        context: &Context,
        ended: UnboundedSender<Followed>,
    ) -> Self {
        Self { ecs, cluster, rollouts, context: context.clone(), ended, no_deployments: false }
    }

    /// Follows the rollouts until each has its outcome.
    pub(super) async fn follow(mut self, settings: &FollowSettings) -> Vec<Followed> {
        self.leave_other_controllers();
        let deadline = sleep(settings.timeout);
        let interrupt = self.context.interrupt.clone();
        // A poll that hangs is given up, too.
        let stop = tokio::select! {
            biased;
            _ = interrupt.requested() => Some(Stop::Interrupted),
            stop = self.poll_until_ended(settings) => stop,
            () = deadline => Some(Stop::TimedOut),
        };
        if let Some(stop) = stop {
            self.end_all(&stop);
        }
        self.rollouts.iter().filter_map(Progress::followed).collect()
    }

    /// Only its own controller knows what becomes of such a service. A change of this run that it has to carry out is not
    /// observed.
    fn leave_other_controllers(&mut self) {
        for one in &mut self.rollouts {
            if let TargetDeployment::OtherController { controller, changed } = one.target.deployment {
                let result = if changed { RolloutResult::Unobserved } else { RolloutResult::NotFollowed };
                let outcome = RolloutOutcome::because(result, format!("deployed by {controller}"));
                one.end(outcome, &self.ended);
            }
        }
    }

    async fn poll_until_ended(&mut self, settings: &FollowSettings) -> Option<Stop> {
        let start = Instant::now();
        let mut failed = FailedPolls::new(MAX_FAILED_POLLS, &self.context.events);
        let mut waits = Waits::new(settings.interval);
        while self.rollouts.iter().any(Progress::is_followed) {
            let polled = self.poll(start.elapsed()).await;
            let throttled = polled.as_ref().is_err_and(Error::is_throttled);
            let is_new = waits.was_throttled(throttled);
            match polled {
                // Throttling makes polls rarer; it never ends them.
                Err(error) if throttled => self.warn_of_throttling(error, is_new),
                polled => {
                    if let Err(error) = failed.record(polled, Error::is_transient) {
                        return Some(Stop::Unobserved(crate::Error::from(error).to_string()));
                    }
                }
            }
            if self.rollouts.iter().any(Progress::is_followed) {
                sleep(waits.next(start.elapsed())).await;
            }
        }
        None
    }

    fn warn_of_throttling(&self, error: Error, is_new: bool) {
        if is_new {
            let hint = "polling less often".to_owned();
            self.context.events.warn(crate::Error::from(error).to_string(), Some(hint));
        }
    }

    async fn poll(&mut self, now: Duration) -> Result<(), Error> {
        let followed: Vec<_> = self.rollouts.iter_mut().filter(|one| one.is_followed()).collect();
        let names: Vec<_> = followed.iter().map(|one| one.target.service.clone()).collect();
        let services = service::describe(&self.ecs, &self.cluster, &names).await?;
        let watched: Vec<_> = followed
            .iter()
            .zip(&services)
            .map(|(one, service)| watched_deployment(&one.tracker, service.as_ref()?))
            .collect();
        let mut deployments = self.deployments(watched.iter().flatten().cloned().collect()).await?;
        let followed = self.rollouts.iter_mut().filter(|one| one.is_followed());
        for ((one, service), watched) in followed.zip(services).zip(watched) {
            let deployment = watched.and_then(|arn| deployments.remove(&arn));
            let polled = Polled { service, deployment };
            if let Some(outcome) = update(&self.ecs, one, polled, now, &self.context).await? {
                one.end(outcome, &self.ended);
            }
        }
        Ok(())
    }

    /// The service deployments that have stages, by their ARNs.
    async fn deployments(&mut self, arns: Vec<String>) -> Result<BTreeMap<String, ServiceDeployment>, Error> {
        if arns.is_empty() || self.no_deployments {
            return Ok(BTreeMap::new());
        }
        let found = service_deployment::describe(&self.ecs, &arns).await;
        let found = unless_refused(found, &self.context)?;
        self.no_deployments = found.is_none();
        let found = found.unwrap_or_default().into_iter();
        Ok(found.map(|deployment| (deployment.arn.clone(), deployment)).collect())
    }

    fn end_all(&mut self, stop: &Stop) {
        for one in self.rollouts.iter_mut().filter(|one| one.is_followed()) {
            let outcome = match stop {
                Stop::TimedOut => one.out_of_time(),
                Stop::Interrupted => RolloutOutcome::bare(RolloutResult::Interrupted),
                Stop::Unobserved(reason) => RolloutOutcome::because(RolloutResult::Unobserved, reason),
            };
            one.end(outcome, &self.ended);
        }
    }
}

/// The ARN of the service deployment to ask for, where that has stages.
pub(super) fn watched_deployment(tracker: &RolloutTracker, service: &Service) -> Option<String> {
    let ours = tracker.ours();
    let is_ours = ours.is_some() && service.primary().map(|primary| primary.id.as_str()) == ours;
    let current = || service.current_service_deployment.clone().filter(|_| is_ours);
    let known = tracker.service_deployment.clone();
    service.has_stages.then(|| known.or_else(current)).flatten()
}

/// One poll of a rollout: answers what it needs to know, until it needs another poll or has ended, with this outcome.
async fn update(
    ecs: &Ecs,
    one: &mut Progress,
    polled: Polled,
    now: Duration,
    context: &Context,
) -> Result<Option<RolloutOutcome>, Error> {
    let mut next = one.look(polled, now);
    one.report(context);
    loop {
        next = match next {
            Next::Poll | Next::Ended(_) => break,
            needed => answers::answer(ecs, one, needed, context).await?,
        };
    }
    one.report(context); // ours may have been found meanwhile
    match next {
        Next::Ended(outcome) => Ok(Some(outcome)),
        _ => Ok(None),
    }
}
