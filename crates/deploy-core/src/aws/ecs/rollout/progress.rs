//! One rollout that is followed: its tracker, and what was reported of it already.

use super::super::deployment::Deployment;
use super::super::service::Service;
use super::target::{Baseline, RolloutTarget};
use super::tracker::RolloutTracker;
use crate::context::Context;
use crate::event::{EventKind, RolloutOutcome};

/// A rollout that came to its end.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) target: RolloutTarget,
    /// The id of its deployment, if it was ever seen.
    pub(crate) deployment: Option<String>,
    pub(crate) outcome: RolloutOutcome,
    /// The service's events since the change, oldest first.
    pub(crate) events: Vec<String>,
}

/// One rollout, from its first poll to its outcome.
pub(super) struct Progress {
    pub(super) target: RolloutTarget,
    pub(super) tracker: RolloutTracker,
    announced: bool,
    /// Running, desired, pending and failed tasks at the last poll.
    counts: Option<[i32; 4]>,
    reported: Baseline,
    pub(super) last: Option<Service>,
    pub(super) outcome: Option<RolloutOutcome>,
}

impl Progress {
    pub(super) fn new(target: RolloutTarget) -> Self {
        let tracker = RolloutTracker::new(target.deployment.clone(), target.baseline.clone());
        let reported = target.baseline.clone();
        Self { target, tracker, announced: false, counts: None, reported, last: None, outcome: None }
    }

    /// Its end, once it has one.
    pub(super) fn followed(&self) -> Option<Followed> {
        Some(Followed {
            target: self.target.clone(),
            deployment: self.tracker.ours().map(str::to_owned),
            outcome: self.outcome.clone()?,
            events: self.events(),
        })
    }

    /// Reports what is new since the last poll, and nothing else.
    pub(super) fn report(&mut self, service: &Service, context: &Context) {
        if let Some(ours) = self.tracker.ours().and_then(|id| service.deployment(id)) {
            self.report_deployment(ours, context);
        }
        for event in service.events.iter().rev() {
            if self.reported.events.insert(event.id.clone()) {
                let (service, message) = (self.target.service.clone(), event.message.clone());
                context.events.emit(EventKind::ServiceSaid { service, message });
            }
        }
    }

    fn report_deployment(&mut self, ours: &Deployment, context: &Context) {
        if !self.announced {
            self.announced = true;
            context.events.emit(EventKind::RolloutFollowed {
                service: self.target.service.clone(),
                deployment: ours.id.clone(),
                task_definition: ours.task_definition.clone(),
                new: self.target.is_new(&ours.id),
            });
        }
        let counts = [ours.running, ours.desired, ours.pending, ours.failed];
        if self.counts.replace(counts) != Some(counts) {
            context.events.emit(EventKind::RolloutMoved {
                service: self.target.service.clone(),
                deployment: ours.id.clone(),
                running: ours.running,
                desired: ours.desired,
                pending: ours.pending,
                failed: ours.failed,
            });
        }
    }

    /// The events since the change, oldest first.
    fn events(&self) -> Vec<String> {
        let events = self.last.as_ref().map(|service| service.events.as_slice()).unwrap_or_default();
        let news = events.iter().filter(|event| !self.target.baseline.events.contains(&event.id));
        news.rev().map(|event| event.message.clone()).collect()
    }
}
