//! What was told of a rollout already: only news are reported.

use super::super::deployment::Deployment;
use super::super::service::Service;
use super::target::{Baseline, RolloutTarget};
use crate::context::Context;
use crate::event::EventKind;

/// What was told already.
pub(super) struct Reported {
    announced: bool,
    /// Running, desired, pending and failed tasks at the last poll.
    counts: Option<[i32; 4]>,
    /// With the events.
    baseline: Baseline,
}

impl Reported {
    pub(super) fn new(baseline: &Baseline) -> Self {
        Self { announced: false, counts: None, baseline: baseline.clone() }
    }

    /// Reports what is new since the last poll, and nothing else.
    pub(super) fn report(
        &mut self,
        target: &RolloutTarget,
        service: &Service,
        ours: Option<&str>,
        context: &Context,
    ) {
        if let Some(ours) = ours.and_then(|id| service.deployment(id)) {
            self.report_deployment(target, ours, context);
        }
        for event in service.events.iter().rev() {
            if self.baseline.events.insert(event.id.clone()) {
                let (service, message) = (target.service.clone(), event.message.clone());
                context.events.emit(EventKind::ServiceSaid { service, message });
            }
        }
    }

    fn report_deployment(&mut self, target: &RolloutTarget, ours: &Deployment, context: &Context) {
        if !self.announced {
            self.announced = true;
            context.events.emit(EventKind::RolloutFollowed {
                service: target.service.clone(),
                deployment: ours.id.clone(),
                task_definition: ours.task_definition.clone(),
                new: target.is_new(&ours.id),
            });
        }
        let counts = [ours.running, ours.desired, ours.pending, ours.failed];
        if self.counts.replace(counts) != Some(counts) {
            context.events.emit(EventKind::RolloutMoved {
                service: target.service.clone(),
                deployment: ours.id.clone(),
                running: ours.running,
                desired: ours.desired,
                pending: ours.pending,
                failed: ours.failed,
            });
        }
    }
}

/// The events of a service since the change, oldest first.
pub(super) fn new_events(service: Option<&Service>, baseline: &Baseline) -> Vec<String> {
    let events = service.map(|service| service.events.as_slice()).unwrap_or_default();
    let news = events.iter().filter(|event| !baseline.events.contains(&event.id));
    news.rev().map(|event| event.message.clone()).collect()
}
