//! One rollout that is followed: its tracker, and what was reported of it already.

use super::super::deployment::Deployment;
use super::super::service::Service;
use super::target::{Baseline, RolloutTarget};
use super::tracker::RolloutTracker;
use crate::context::Context;
use crate::event::{EventKind, RolloutOutcome};

/// How many of a service's last events are reported with a failure.
const LAST_EVENTS: usize = 5;

/// A rollout that came to its end.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) target: RolloutTarget,
    pub(crate) outcome: RolloutOutcome,
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

    pub(super) fn into_followed(self) -> Option<Followed> {
        Some(Followed { target: self.target, outcome: self.outcome? })
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

    /// The last events since the change, oldest first.
    pub(super) fn last_events(&self) -> Vec<String> {
        let events = self.last.as_ref().map(|service| service.events.as_slice()).unwrap_or_default();
        let news = events.iter().filter(|event| !self.target.baseline.events.contains(&event.id));
        let mut news: Vec<_> = news.take(LAST_EVENTS).map(|event| event.message.clone()).collect();
        news.reverse();
        news
    }
}
