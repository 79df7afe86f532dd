//! One rollout that is followed: a machine that is shown polls, says what it needs to know, and is given the answers. It
//! calls nothing, so that a test can play any sequence of answers.

use std::mem;
use std::time::Duration;

use super::super::service::Service;
use super::super::service_deployment::{FoundDeployment, ServiceDeploymentStatus};
use super::super::task::Task;
use super::placement;
use super::report::{Reported, new_events};
use super::stop_signs::StopSigns;
use super::target::{OnFailure, RolloutTarget, TargetDeployment};
use super::task_history::{CrashLoop, TaskHistory};
use super::tracker::{RolloutTracker, TrackerState};
use crate::event::{RolloutOutcome, RolloutResult};
use crate::types::TaskDefinitionRef;

/// A rollout that came to its end.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) target: RolloutTarget,
    /// The id of its deployment, if it was ever seen.
    pub(crate) deployment: Option<String>,
    pub(crate) outcome: RolloutOutcome,
    /// The service's events since the change, oldest first.
    pub(crate) events: Vec<String>,
    /// The task definition that Terraform still has, where this run rolled the service back.
    pub(crate) rolled_back: Option<TaskDefinitionRef>,
}

/// What a rollout needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The next poll.
    Poll,
    /// The service deployment that rolls out this task definition: [`Progress::deployment_found`].
    FindDeployment(TaskDefinitionRef),
    /// What became of the service deployment with this ARN, if it is known: [`Progress::deployment_asked`].
    AskDeployment(Option<String>),
    /// The stopped tasks of the service that are not known yet: [`Progress::stopped_tasks`].
    StoppedTasks,
    /// The tasks of the service that run: [`Progress::running_tasks`].
    RunningTasks,
    /// The rollback of the service deployment with this ARN: [`Progress::rollback_asked`].
    RollBack(String),
    /// Whether the tasks run what they must: [`Progress::verified`].
    Verify,
    Ended(RolloutOutcome),
}

/// One rollout, from its first poll to its outcome.
pub(super) struct Progress {
    pub(super) target: RolloutTarget,
    pub(super) tracker: RolloutTracker,
    pub(super) reported: Reported,
    /// The service, as the last poll that found it showed it.
    pub(super) last: Option<Service>,
    pub(super) outcome: Option<RolloutOutcome>,
    on_failure: OnFailure,
    signs: StopSigns,
    pub(super) tasks: TaskHistory,
    /// There was a sign of stopped tasks, and they were not described since.
    wants_tasks: bool,
    /// Tasks cannot be asked for.
    no_tasks: bool,
    /// What the poll told, while its service deployment is looked for.
    polled: TrackerState,
    /// Why it is in a crash loop, while its rollback is asked for.
    crash_loop: Option<CrashLoop>,
    /// How it has ended, while what runs is compared.
    completed: Option<RolloutOutcome>,
}

impl Progress {
    pub(super) fn new(target: RolloutTarget, on_failure: OnFailure) -> Self {
        Self {
            tracker: RolloutTracker::new(target.deployment.clone(), target.baseline.clone()),
            reported: Reported::new(&target.baseline),
            signs: StopSigns::new(&target.baseline),
            target,
            last: None,
            outcome: None,
            on_failure,
            tasks: TaskHistory::default(),
            wants_tasks: false,
            no_tasks: false,
            polled: TrackerState::Wait,
            crash_loop: None,
            completed: None,
        }
    }

    /// Its end, once it has one.
    pub(super) fn followed(&self) -> Option<Followed> {
        let outcome = self.outcome.clone()?;
        Some(Followed {
            target: self.target.clone(),
            deployment: self.tracker.ours().map(str::to_owned),
            events: new_events(self.last.as_ref(), &self.target.baseline),
            rolled_back: self.rolled_back_definition(&outcome).cloned(),
            outcome,
        })
    }

    /// The task definition that Terraform still has, where this run rolled the service back.
    fn rolled_back_definition(&self, outcome: &RolloutOutcome) -> Option<&TaskDefinitionRef> {
        match (&outcome.result, &self.target.deployment) {
            (RolloutResult::RolledBack { .. }, TargetDeployment::TaskDefinition { definition, .. }) => {
                self.tracker.rollback().is_some_and(|rollback| rollback.is_requested).then_some(definition)
            }
            _ => None,
        }
    }

    /// A poll, at a time since the beginning; `None` means that ECS says it has no such service.
    pub(super) fn look(&mut self, service: Option<Service>, now: Duration) -> Next {
        let state = self.tracker.look(service.as_ref(), now);
        let is_found = service.is_some();
        self.last = service.or(self.last.take());
        match self.tracker.unseen_definition() {
            Some(definition) if is_found => {
                self.polled = state;
                Next::FindDeployment(definition.clone())
            }
            _ => self.after(state),
        }
    }

    /// Ours is one that ECS shows in its service deployments only.
    pub(super) fn deployment_found(&mut self, found: Option<&FoundDeployment>) -> Next {
        let mut state = mem::replace(&mut self.polled, TrackerState::Wait);
        if let (Some(service), Some(found)) = (&self.last, found.filter(|found| found.is_over())) {
            self.tracker.found(found);
            state = self.tracker.explain(service, Some(&found.status));
        }
        self.after(state)
    }

    pub(super) fn deployment_asked(&mut self, found: Option<&ServiceDeploymentStatus>) -> Next {
        let Some(service) = &self.last else { return Next::Poll };
        let state = self.tracker.explain(service, found);
        self.after(state)
    }

    fn after(&mut self, state: TrackerState) -> Next {
        match state {
            TrackerState::Displaced => Next::AskDeployment(self.tracker.service_deployment.clone()),
            TrackerState::Ended(outcome) => self.end(outcome),
            TrackerState::Wait => self.look_for_crash_loop(),
        }
    }

    fn end(&mut self, outcome: RolloutOutcome) -> Next {
        if !matches!(outcome.result, RolloutResult::Completed | RolloutResult::Unchanged) {
            return Next::Ended(outcome);
        }
        self.completed = Some(outcome);
        Next::Verify
    }

    /// What runs was compared; with what is wrong, if anything is.
    pub(super) fn verified(&mut self, deviation: Option<RolloutOutcome>) -> Next {
        deviation.or(self.completed.take()).map_or(Next::Poll, Next::Ended)
    }

    /// Ours is in progress, or fails again and again.
    fn look_for_crash_loop(&mut self) -> Next {
        let service = self.last.as_ref().filter(|_| self.tracker.rollback().is_none());
        let ours = self.tracker.ours().and_then(|id| service?.deployment(id)).filter(|ours| ours.primary);
        let (Some(service), Some(ours)) = (service, ours) else { return Next::Poll };
        self.wants_tasks |= self.signs.has_new(service, ours);
        if self.wants_tasks && !self.no_tasks { Next::StoppedTasks } else { self.look_at_placement() }
    }

    fn look_at_placement(&mut self) -> Next {
        let service = self.last.as_ref();
        let ours = self.tracker.ours().and_then(|id| service?.deployment(id));
        let (Some(service), Some(ours)) = (service, ours) else { return Next::Poll };
        if self.tasks.has_failures() || self.signs.was_healthy {
            return Next::Poll;
        }
        match placement::failure(service, ours, &self.target.baseline) {
            Some(failure) => self.call(failure),
            None => Next::Poll,
        }
    }

    /// Those of the stopped tasks that were not known; `None` if they cannot be asked for.
    pub(super) fn stopped_tasks(&mut self, tasks: Option<Vec<Task>>) -> Next {
        let Some(ours) = self.tracker.ours().map(str::to_owned) else { return Next::Poll };
        match tasks {
            Some(tasks) => self.tasks.add(tasks, &ours),
            None => self.no_tasks = true,
        }
        self.wants_tasks = self.tasks.is_stopping;
        match self.tasks.crash_loop() {
            Some(_) if !self.signs.was_healthy => Next::RunningTasks,
            _ => self.look_at_placement(),
        }
    }

    pub(super) fn running_tasks(&mut self, running: &[Task]) -> Next {
        let ours = self.tracker.ours().unwrap_or_default();
        if self.tasks.has_healthy(running, ours) {
            self.signs.was_healthy = true;
            return Next::Poll;
        }
        self.tasks.crash_loop().map_or(Next::Poll, |found| self.call(found))
    }

    fn call(&mut self, found: CrashLoop) -> Next {
        match (self.on_failure, &self.tracker.service_deployment) {
            (OnFailure::RollBack, Some(deployment)) => {
                let deployment = deployment.clone();
                self.crash_loop = Some(found);
                Next::RollBack(deployment)
            }
            _ => Next::Ended(RolloutOutcome::because(RolloutResult::CrashLoop, found.reason)),
        }
    }

    /// Whether ECS accepted the rollback, which is then followed.
    pub(super) fn rollback_asked(&mut self, accepted: bool) -> Next {
        let Some(CrashLoop { reason }) = self.crash_loop.take() else { return Next::Poll };
        if !accepted {
            return Next::Ended(RolloutOutcome::because(RolloutResult::CrashLoop, reason));
        }
        self.tracker.roll_back(format!("crash loop: {reason}"));
        Next::Poll
    }
}
