//! One rollout that is followed: a machine that is shown polls, says what it needs to know, and is given the answers. It
//! calls nothing, so that a test can play any sequence of answers.

use std::mem;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::super::lifecycle::Lifecycle;
use super::super::service::Service;
use super::super::service_deployment::ServiceDeployment;
use super::super::task::Task;
use super::crash_loop::{CrashLoop, Detector, Finding};
use super::next::{Followed, Next, Polled};
use super::report::{self, Reported};
use super::settings::FollowSettings;
use super::target::{OnFailure, RolloutTarget};
use super::tracking::{RolloutTracker, TrackerState};
use super::verification::{Completion, Verified};
use super::wait_for::WaitFor;
use crate::context::Context;
use crate::error::Suggestion;
use crate::event::{PausedRollout, RolloutOutcome, RolloutResult};

/// One rollout, from its first poll to its outcome.
pub(super) struct Progress {
    pub(super) target: RolloutTarget,
    pub(super) tracker: RolloutTracker,
    reported: Reported,
    last: Option<Service>,
    /// Its service deployment, as it was shown last.
    deployment: Option<ServiceDeployment>,
    /// The same, of this poll.
    asked: Option<ServiceDeployment>,
    outcome: Option<RolloutOutcome>,
    continuation: Suggestion,
    on_failure: OnFailure,
    wait_for: WaitFor,
    detector: Detector,
    /// What the poll told, while its service deployment is looked for.
    polled: TrackerState,
    /// Why it is in a crash loop, while its rollback is asked for.
    crash_loop: Option<CrashLoop>,
    completion: Completion,
}

impl Progress {
    pub(super) fn new(target: RolloutTarget, settings: &FollowSettings) -> Self {
        Self {
            tracker: RolloutTracker::new(target.deployment.clone(), target.baseline.clone()),
            reported: Reported::new(&target.baseline),
            detector: Detector::new(&target.baseline),
            continuation: Suggestion::Continue {
                environment: settings.environment.clone(),
                service: target.service.clone(),
            },
            target,
            last: None,
            deployment: None,
            asked: None,
            outcome: None,
            on_failure: settings.on_failure,
            wait_for: settings.wait_for,
            polled: TrackerState::Wait,
            crash_loop: None,
            completion: Completion::default(),
        }
    }

    /// Whether it has no outcome yet.
    pub(super) fn is_followed(&self) -> bool {
        self.outcome.is_none()
    }

    /// Its end, once it has one.
    pub(super) fn followed(&self) -> Option<Followed> {
        Some(Followed {
            target: self.target.clone(),
            deployment: self.tracker.ours().map(str::to_owned),
            outcome: self.outcome.clone()?,
            service: self.last.clone(),
            events: report::new_events(self.last.as_ref(), &self.target.baseline),
            waits_for: self.pause().map(|_| self.continuation.clone()),
        })
    }

    /// Reports what is new, and nothing else.
    pub(super) fn report(&mut self, context: &Context) {
        let ours = self.tracker.ours();
        if let Some(service) = &self.last {
            self.reported.report(&self.target, service, ours, context);
        }
        if let Some(deployment) = &self.deployment {
            self.reported.report_deployment(&self.target, deployment, &self.continuation, context);
        }
    }

    /// It is over.
    pub(super) fn end(&mut self, outcome: RolloutOutcome, ended: &UnboundedSender<Followed>) {
        self.outcome = Some(outcome);
        if let Some(followed) = self.followed() {
            drop(ended.send(followed)); // the receiver may be gone
        }
    }

    /// The outcome when the time-out has passed.
    pub(super) fn out_of_time(&self) -> RolloutOutcome {
        if let Some(outcome) = self.completion.out_of_time() {
            return outcome;
        }
        let outcome = self.tracker.out_of_time(self.last.as_ref());
        match self.pause().filter(|_| outcome.result == RolloutResult::TimedOut) {
            Some(pause) => {
                RolloutOutcome::because(RolloutResult::TimedOut, format!("{pause} ({})", pause.hook))
            }
            None => outcome,
        }
    }

    /// The hook at which it waits for a person.
    fn pause(&self) -> Option<PausedRollout> {
        self.deployment.as_ref()?.pauses().into_iter().next()
    }

    /// A poll, at a time since the beginning.
    pub(super) fn look(&mut self, polled: Polled, now: Duration) -> Next {
        let Polled { service, deployment } = polled;
        let mut state = self.tracker.look(service.as_ref(), now);
        let is_found = service.is_some();
        self.last = service.or(self.last.take());
        self.asked = deployment.filter(|deployment| self.is_ours(deployment));
        if let Some(deployment) = &self.asked {
            if deployment.lifecycle.as_ref().is_some_and(Lifecycle::is_scaled_up) {
                self.detector.was_healthy();
            }
            self.deployment = Some(deployment.clone());
        }
        if let (Some(service), Some(deployment)) = (&self.last, &self.asked) {
            state = self.tracker.add(service, deployment, state);
            let reached = self.wait_for.reached(deployment).filter(|_| state == TrackerState::Wait);
            state = reached.map_or(state, TrackerState::Ended);
        }
        match self.tracker.unseen_definition() {
            Some(definition) if is_found => {
                self.polled = state;
                Next::FindDeployment(definition.clone())
            }
            _ => self.after(state),
        }
    }

    fn is_ours(&self, deployment: &ServiceDeployment) -> bool {
        self.tracker.ours().is_none_or(|ours| ours == deployment.deployment)
    }

    /// Ours is one that ECS shows in its service deployments only.
    pub(super) fn deployment_found(&mut self, found: Option<ServiceDeployment>) -> Next {
        let mut state = mem::replace(&mut self.polled, TrackerState::Wait);
        if let (Some(service), Some(found)) = (&self.last, found.filter(ServiceDeployment::is_over)) {
            self.tracker.found(&found);
            state = self.tracker.explain(service, Some(&found));
        }
        self.after(state)
    }

    pub(super) fn deployment_asked(&mut self, found: Option<ServiceDeployment>) -> Next {
        let found = found.filter(|found| self.is_ours(found));
        let Some(service) = &self.last else { return Next::Poll };
        let state = self.tracker.explain(service, found.as_ref());
        self.after(state)
    }

    fn after(&mut self, state: TrackerState) -> Next {
        match state {
            TrackerState::Displaced => Next::AskDeployment(self.tracker.service_deployment.clone()),
            TrackerState::Ended(outcome) => self.conclude(outcome),
            TrackerState::Wait => self.look_for_crash_loop(),
        }
    }

    fn conclude(&mut self, outcome: RolloutOutcome) -> Next {
        if !outcome.is_good() {
            return Next::Ended(outcome);
        }
        let old_tasks = self.last.as_ref().map_or(0, Service::old_tasks);
        self.completion.reached(outcome);
        if self.wait_for == WaitFor::Drained && old_tasks > 0 { Next::Poll } else { Next::Verify }
    }

    pub(super) fn verified(&mut self, verified: Verified) -> Next {
        self.completion.verified(verified).map_or(Next::Poll, Next::Ended)
    }

    pub(super) fn service(&self) -> Option<&Service> {
        self.last.as_ref()
    }

    fn look_for_crash_loop(&mut self) -> Next {
        let Some((service, ours)) = self.tracker.current(self.last.as_ref()) else { return Next::Poll };
        let finding = self.detector.look(service, ours);
        self.act_on(finding)
    }

    /// The stopped tasks that need not be described again are left out.
    pub(super) fn unknown_tasks(&self, arns: Vec<String>) -> Vec<String> {
        self.detector.tasks.unknown(arns)
    }

    /// Those of the stopped tasks that were not known; `None` if they cannot be asked for.
    pub(super) fn stopped_tasks(&mut self, tasks: Option<Vec<Task>>) -> Next {
        let Some((service, ours)) = self.tracker.current(self.last.as_ref()) else { return Next::Poll };
        let finding = self.detector.stopped(tasks, service, ours);
        self.act_on(finding)
    }

    pub(super) fn running_tasks(&mut self, running: &[Task]) -> Next {
        let finding = self.detector.running(running, self.tracker.ours().unwrap_or_default());
        self.act_on(finding)
    }

    fn act_on(&mut self, finding: Finding) -> Next {
        match finding {
            Finding::Nothing => Next::Poll,
            Finding::NeedsStopped => Next::StoppedTasks,
            Finding::NeedsRunning => Next::RunningTasks,
            Finding::Loop(found) => self.call(found),
        }
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
        self.tracker.roll_back(reason);
        Next::Poll
    }
}
