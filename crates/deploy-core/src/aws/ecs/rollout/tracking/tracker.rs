//! The tracker of a rollout: a pure function of what the polls show, one after the other.
//!
//! What a reader would get wrong: the first polls after a change may still show only what was before (ECS is
//! eventually consistent), so that "our deployment is not there" means nothing at first, and everything once it has
//! been seen. And a deployment that failed is not the end: ECS may roll back, which has an end of its own.

use std::time::Duration;

use super::super::super::deployment::{Deployment, RolloutState};
use super::super::super::service::Service;
use super::super::super::service_deployment::ServiceDeployment;
use super::super::target::{Baseline, TargetDeployment};
use super::completion;
use super::displaced::{self, Displaced, Ours};
use super::rollback::{Rollback, RollbackState, RollbackStatus};
use super::waiting::{APPEARS_WITHIN, SETTLED, SHOWN_AGAIN_WITHIN, Waiting};
use crate::event::{RolledBackBy, RolloutOutcome, RolloutResult};
use crate::types::TaskDefinitionRef;

/// What a poll tells of the rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TrackerState {
    Wait,
    /// Our deployment has failed, or was displaced: ask what became of it, then [`RolloutTracker::explain`].
    Displaced,
    /// It is over.
    Ended(RolloutOutcome),
}

#[derive(Clone, Debug)]
pub(crate) struct RolloutTracker {
    target: TargetDeployment,
    baseline: Baseline,
    ours: Option<String>,
    seen: bool,
    /// For what must be shown.
    waiting: Waiting,
    /// For the tasks of an unchanged deployment.
    tasks: Waiting,
    settled: u32,
    /// Once ours has failed; from then on it is followed.
    rollback: Option<Rollback>,
    /// The service deployment that was current while ours was primary and in progress.
    pub(crate) service_deployment: Option<String>,
}

impl RolloutTracker {
    pub(crate) fn new(target: TargetDeployment, baseline: Baseline) -> Self {
        let (ours, service_deployment) = match &target {
            TargetDeployment::Id(id) => (Some(id.clone()), None),
            TargetDeployment::Known { id, arn } => (Some(id.clone()), Some(arn.clone())),
            TargetDeployment::TaskDefinition { .. } | TargetDeployment::OtherController { .. } => {
                (None, None)
            }
        };
        let seen = service_deployment.is_some();
        Self {
            target,
            baseline,
            ours,
            seen,
            waiting: Waiting::default(),
            tasks: Waiting::default(),
            settled: 0,
            rollback: None,
            service_deployment,
        }
    }

    /// The id of our deployment, once it is known.
    pub(crate) fn ours(&self) -> Option<&str> {
        self.ours.as_deref()
    }

    /// Ours, while it is the one that the service is to have, and is not rolled back.
    pub(crate) fn current<'s>(&self, service: Option<&'s Service>) -> Option<(&'s Service, &'s Deployment)> {
        let service = service.filter(|_| self.rollback.is_none())?;
        Some((service, service.deployment(self.ours()?).filter(|ours| ours.primary)?))
    }

    /// The task definition to look for in the service deployments: ours must have begun, and was not shown yet.
    pub(crate) fn unseen_definition(&self) -> Option<&TaskDefinitionRef> {
        match &self.target {
            TargetDeployment::TaskDefinition { definition, new: true, .. } if self.ours.is_none() => {
                Some(definition)
            }
            _ => None,
        }
    }

    /// Takes note of our deployment, which was found in the service deployments.
    pub(crate) fn found(&mut self, deployment: &ServiceDeployment) {
        self.ours = Some(deployment.deployment.clone());
        self.service_deployment = Some(deployment.arn.clone());
        self.seen = true;
    }

    /// Looks at the service, at a time since the beginning; `None` means that ECS says it has no such service.
    pub(crate) fn look(&mut self, service: Option<&Service>, now: Duration) -> TrackerState {
        self.waiting.poll_at(now);
        self.tasks.poll_at(now);
        let Some(service) = service else {
            let gone = RolloutOutcome::because(RolloutResult::Gone, "ECS has no such service");
            return self.wait_or(APPEARS_WITHIN, TrackerState::Ended(gone));
        };
        if service.status != "ACTIVE" {
            let reason = format!("its status is {}", service.status);
            return TrackerState::Ended(RolloutOutcome::because(RolloutResult::Gone, reason));
        }
        if let Some(rollback) = self.rollback.clone() {
            return self.follow_rollback(rollback, service);
        }
        if self.ours.is_none() {
            self.adopt(service);
        }
        let Some(ours) = self.ours.clone() else {
            return self.wait_or(APPEARS_WITHIN, TrackerState::Displaced);
        };
        match service.deployment(&ours) {
            Some(deployment) => {
                self.seen = true;
                self.waiting.found();
                self.look_at(service, deployment)
            }
            None if self.seen => TrackerState::Displaced,
            None => self.wait_or(APPEARS_WITHIN, TrackerState::Displaced),
        }
    }

    /// What the service deployment of ours adds to what the service tells: it may be over before that shows.
    pub(crate) fn add(
        &mut self,
        service: &Service,
        found: &ServiceDeployment,
        state: TrackerState,
    ) -> TrackerState {
        match state {
            TrackerState::Wait if self.rollback.is_some() => TrackerState::Wait,
            TrackerState::Wait if found.status == "SUCCESSFUL" => self.completed(service),
            TrackerState::Wait if found.is_over() => self.explain(service, Some(found)),
            TrackerState::Displaced => self.explain(service, Some(found)),
            state => state,
        }
    }

    fn look_at(&mut self, service: &Service, ours: &Deployment) -> TrackerState {
        match (&ours.state, ours.primary) {
            (Some(RolloutState::Failed), _) => TrackerState::Displaced,
            (Some(RolloutState::Completed), true) => self.completed(service),
            (Some(RolloutState::Completed), false) => {
                TrackerState::Ended(displaced::completed_before_another())
            }
            (None | Some(RolloutState::Unknown(_)), true)
                if service.deployments.len() == 1 && ours.running == ours.desired && ours.pending == 0 =>
            {
                self.completed(service)
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

    /// ECS says that ours has completed.
    fn completed(&mut self, service: &Service) -> TrackerState {
        let is_unchanged = matches!(self.target, TargetDeployment::TaskDefinition { changed: false, .. });
        let lacks_tasks = service.running < service.desired;
        let tasks_stay_away = lacks_tasks && self.tasks.is_over(APPEARS_WITHIN);
        let outcome = completion::outcome(service, is_unchanged, tasks_stay_away);
        outcome.map_or(TrackerState::Wait, TrackerState::Ended)
    }

    /// Finds the deployment that rolls out our task definition, if it shows yet.
    fn adopt(&mut self, service: &Service) {
        let TargetDeployment::TaskDefinition { definition, changed, new } = &self.target else { return };
        let is_new = |id: &str| self.baseline.primary.as_deref() != Some(id);
        let fits = |deployment: &&Deployment| definition.means(&deployment.task_definition);
        let primary = service.primary().filter(fits);
        if let Some(primary) = primary
            && !is_new(&primary.id)
            && *changed
        {
            if *new {
                return; // it cannot have run what was registered since
            }
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
    fn follow_rollback(&mut self, rollback: Rollback, service: &Service) -> TrackerState {
        let is_expected = service.rolls_back && self.baseline.primary.is_some();
        let state = rollback.look(service, self.ours(), is_expected);
        self.rollback = Some(rollback);
        match state {
            RollbackState::InProgress => TrackerState::Wait,
            RollbackState::Missing(limit, outcome) => self.wait_or(limit, TrackerState::Ended(outcome)),
            RollbackState::Ended(outcome) => TrackerState::Ended(outcome),
        }
    }

    /// Ours is rolled back because this run has asked for it: from now on the rollback is followed.
    pub(crate) fn roll_back(&mut self, reason: String) {
        let (reason, by) = (Some(reason), Some(RolledBackBy::ThisRun));
        self.rollback = Some(Rollback { reason, by, status: RollbackStatus::InProgress });
    }

    /// What became of our deployment, which is no longer what the service is to have.
    pub(crate) fn explain(&mut self, service: &Service, found: Option<&ServiceDeployment>) -> TrackerState {
        let before = self.baseline.primary.as_deref();
        let ours = Ours { id: self.ours.as_deref(), seen: self.seen, before };
        match displaced::explain(&ours, service, found) {
            Displaced::Failed(rollback) => self.follow_rollback(rollback, service),
            Displaced::Perhaps(outcome) => self.wait_or(SHOWN_AGAIN_WITHIN, TrackerState::Ended(outcome)),
            Displaced::Ended(outcome) => TrackerState::Ended(outcome),
        }
    }

    /// The outcome when the time-out has passed.
    pub(crate) fn out_of_time(&self, service: Option<&Service>) -> RolloutOutcome {
        if let Some(rollback) = &self.rollback {
            return rollback.out_of_time(service);
        }
        let ours = self.ours.as_ref().and_then(|id| service?.deployment(id));
        let counts = ours
            .map(|ours| format!("{} of {} tasks run, {} failed", ours.running, ours.desired, ours.failed));
        RolloutOutcome { result: RolloutResult::TimedOut, reason: counts }
    }

    /// Waits for what must come, but not for ever.
    fn wait_or(&mut self, limit: Duration, otherwise: TrackerState) -> TrackerState {
        if self.waiting.is_over(limit) { otherwise } else { TrackerState::Wait }
    }
}
