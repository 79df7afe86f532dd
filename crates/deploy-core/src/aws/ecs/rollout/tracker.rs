//! The tracker of a rollout: a pure function of what the polls show, one after the other.
//!
//! What a reader would get wrong: the first polls after a change may still show only what was before (ECS is
//! eventually consistent), so that "our deployment is not there" means nothing at first, and everything once it has
//! been seen. And a deployment that failed is not the end: ECS may roll back, which has an end of its own.

use super::super::deployment::{Deployment, RolloutState};
use super::super::service::Service;
use super::super::service_deployment::ServiceDeploymentStatus;
use super::target::{Baseline, TargetDeployment};
use crate::event::{RolloutOutcome, RolloutResult};

/// How many polls in a row may lack what must come: a new deployment, a service just made.
const MAX_POLLS_WITHOUT: u32 = 30;
/// How many polls in a row may lack the rollback of a deployment that failed: ECS does not roll back where nothing was
/// ever complete (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>).
const MAX_POLLS_WITHOUT_ROLLBACK: u32 = 10;
/// How many polls in a row must show an unchanged deployment after a change that need not make a new one.
const SETTLED: u32 = 3;

/// What a poll tells of the rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TrackerState {
    /// It goes on.
    Wait,
    /// Our deployment was displaced: ask what became of it, then [`RolloutTracker::explain`].
    Displaced,
    /// It is over.
    Ended(RolloutOutcome),
}

/// Tracks one rollout.
#[derive(Clone, Debug)]
pub(super) struct RolloutTracker {
    target: TargetDeployment,
    baseline: Baseline,
    ours: Option<String>,
    seen: bool,
    waited: u32,
    settled: u32,
    /// Why ours failed, once it has; from then on the rollback is followed.
    failed: Option<String>,
    /// The service deployment that was current while ours was primary and in progress.
    pub(super) service_deployment: Option<String>,
}

impl RolloutTracker {
    pub(super) fn new(target: TargetDeployment, baseline: Baseline) -> Self {
        let ours = match &target {
            TargetDeployment::Id(id) => Some(id.clone()),
            TargetDeployment::TaskDefinition { .. } => None,
        };
        Self {
            target,
            baseline,
            ours,
            seen: false,
            waited: 0,
            settled: 0,
            failed: None,
            service_deployment: None,
        }
    }

    /// The id of our deployment, once it is known.
    pub(super) fn ours(&self) -> Option<&str> {
        self.ours.as_deref()
    }

    /// Looks at the service; `None` means that ECS says it has no such service.
    pub(super) fn look(&mut self, service: Option<&Service>) -> TrackerState {
        let Some(service) = service else {
            let gone = RolloutOutcome::because(RolloutResult::Gone, "ECS has no such service");
            return self.wait_or(MAX_POLLS_WITHOUT, TrackerState::Ended(gone));
        };
        if service.status != "ACTIVE" {
            let reason = format!("its status is {}", service.status);
            return TrackerState::Ended(RolloutOutcome::because(RolloutResult::Gone, reason));
        }
        if self.failed.is_some() {
            return self.follow_rollback(service);
        }
        if self.ours.is_none() {
            self.adopt(service);
        }
        let Some(ours) = self.ours.clone() else {
            return self.wait_or(MAX_POLLS_WITHOUT, TrackerState::Displaced);
        };
        match service.deployment(&ours) {
            Some(deployment) => {
                self.seen = true;
                self.waited = 0;
                self.look_at(service, deployment)
            }
            None if self.seen => TrackerState::Displaced,
            None => self.wait_or(MAX_POLLS_WITHOUT, TrackerState::Displaced),
        }
    }

    fn look_at(&mut self, service: &Service, ours: &Deployment) -> TrackerState {
        match (&ours.state, ours.primary) {
            (Some(RolloutState::Failed), _) => {
                self.failed = Some(ours.reason.clone().unwrap_or_else(|| "ECS gives no reason".to_owned()));
                self.follow_rollback(service)
            }
            (Some(RolloutState::Completed), true) => {
                TrackerState::Ended(RolloutOutcome::bare(RolloutResult::Completed))
            }
            (Some(RolloutState::Completed), false) => TrackerState::Ended(completed_before_another()),
            (None | Some(RolloutState::Unknown(_)), true)
                if service.deployments.len() == 1 && ours.running == ours.desired && ours.pending == 0 =>
            {
                TrackerState::Ended(RolloutOutcome::bare(RolloutResult::Completed))
            }
            (Some(RolloutState::InProgress | RolloutState::Unknown(_)) | None, true) => {
                self.service_deployment.clone_from(&service.current_service_deployment);
                TrackerState::Wait
            }
            (Some(RolloutState::InProgress | RolloutState::Unknown(_)) | None, false) => {
                TrackerState::Displaced
            }
        }
    }

    /// Finds the deployment that rolls out our task definition, if it shows yet.
    fn adopt(&mut self, service: &Service) {
        let TargetDeployment::TaskDefinition { definition, changed } = &self.target else { return };
        let is_new = |id: &str| self.baseline.primary.as_deref() != Some(id);
        let fits = |deployment: &&Deployment| definition.means(&deployment.task_definition);
        let primary = service.primary().filter(fits);
        if let Some(primary) = primary
            && !is_new(&primary.id)
            && *changed
        {
            // Either the change made no new deployment (a count, a tag), or the new one does not show yet.
            self.settled += 1;
            if self.settled < SETTLED {
                return;
            }
        }
        let displaced = service.deployments.iter().filter(fits).find(|deployment| is_new(&deployment.id));
        self.ours = primary.or(displaced).map(|deployment| deployment.id.clone());
    }

    /// Ours has failed. It is over when what ran before runs again, or when nothing rolls it back.
    fn follow_rollback(&mut self, service: &Service) -> TrackerState {
        let reason = self.failed.clone();
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != self.ours());
        match other {
            None if service.rolls_back && self.baseline.primary.is_some() => self.wait_or(
                MAX_POLLS_WITHOUT_ROLLBACK,
                TrackerState::Ended(RolloutOutcome { result: RolloutResult::Failed, reason }),
            ),
            None => TrackerState::Ended(RolloutOutcome { result: RolloutResult::Failed, reason }),
            Some(other) => {
                let to = Some(other.task_definition.to_string());
                match &other.state {
                    Some(RolloutState::InProgress) => TrackerState::Wait,
                    None | Some(RolloutState::Unknown(_)) if other.running != other.desired => {
                        TrackerState::Wait
                    }
                    state => {
                        let finished = *state != Some(RolloutState::Failed);
                        TrackerState::Ended(RolloutOutcome {
                            result: RolloutResult::RolledBack { to, finished },
                            reason,
                        })
                    }
                }
            }
        }
    }

    /// What became of our deployment, which is no longer what the service is to have.
    pub(super) fn explain(
        &mut self,
        service: &Service,
        found: Option<&ServiceDeploymentStatus>,
    ) -> TrackerState {
        let ours = self.ours.clone().unwrap_or_default();
        let said = |words: &str| {
            let about_ours = |text: &&String| text.contains(&ours) && text.contains(words);
            service.events.iter().map(|event| &event.message).find(about_ours).cloned()
        };
        let status = found.map_or("", |found| found.status.as_str());
        let reason = found.and_then(|found| found.reason.clone());
        if !ours.is_empty() && said("deployment completed").is_some() {
            return TrackerState::Ended(completed_before_another());
        }
        let failed = if ours.is_empty() { None } else { said("deployment failed") };
        if status.starts_with("ROLLBACK") || failed.is_some() || service.is_rolling_back() {
            let decided = service.primary().and_then(|primary| primary.reason.clone());
            self.failed =
                Some(reason.or(failed).or(decided).unwrap_or_else(|| "ECS gives no reason".to_owned()));
            return self.follow_rollback(service);
        }
        TrackerState::Ended(self.displaced(service, found))
    }

    /// Neither complete nor rolled back: somebody else's doing, or nothing that we could see.
    fn displaced(&self, service: &Service, found: Option<&ServiceDeploymentStatus>) -> RolloutOutcome {
        let reason = found.and_then(|found| found.reason.clone());
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != self.ours());
        let newer =
            |other: &Deployment| self.baseline.primary.as_ref().is_some_and(|before| *before != other.id);
        match other {
            Some(other) if self.seen || (self.ours.is_none() && newer(other)) => {
                RolloutOutcome { result: RolloutResult::Superseded { by: other.id.clone() }, reason }
            }
            Some(other) => {
                let reason = format!("the new deployment never appeared: {} is the primary one", other.id);
                RolloutOutcome::because(RolloutResult::Unobserved, reason)
            }
            None if found.is_some_and(|found| found.status.starts_with("STOP")) => {
                RolloutOutcome { result: RolloutResult::Stopped, reason }
            }
            None => RolloutOutcome::because(
                RolloutResult::Unobserved,
                "ECS shows no other deployment in its place",
            ),
        }
    }

    /// The outcome when the time-out has passed.
    pub(super) fn out_of_time(&self, service: Option<&Service>) -> RolloutOutcome {
        if let Some(reason) = &self.failed {
            let to = service.and_then(Service::primary).map(|primary| primary.task_definition.to_string());
            return RolloutOutcome::because(
                RolloutResult::RolledBack { to, finished: false },
                reason.clone(),
            );
        }
        let ours = self.ours.as_ref().and_then(|id| service?.deployment(id));
        let counts = ours
            .map(|ours| format!("{} of {} tasks run, {} failed", ours.running, ours.desired, ours.failed));
        RolloutOutcome { result: RolloutResult::TimedOut, reason: counts }
    }

    /// Waits for what must come, but not for ever.
    fn wait_or(&mut self, limit: u32, otherwise: TrackerState) -> TrackerState {
        self.waited += 1;
        if self.waited > limit { otherwise } else { TrackerState::Wait }
    }
}

fn completed_before_another() -> RolloutOutcome {
    RolloutOutcome::because(RolloutResult::Completed, "another deployment has begun since")
}
