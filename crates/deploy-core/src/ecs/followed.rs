//! One rollout that is being followed: its judge, and what was told of it already.

use super::judge::{Aim, Judge};
use super::service::{Baseline, Service, short};
use super::verdict::Verdict;
use crate::context::Context;
use crate::event::Fact;

/// How many of a service's last events are told with a failure.
const LAST_EVENTS: usize = 5;

/// A rollout to follow.
#[derive(Clone, Debug)]
pub struct Target {
    /// The cluster's name or ARN.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// Which of its deployments.
    pub aim: Aim,
    /// What was known before the change.
    pub before: Baseline,
}

/// A rollout that came to its end.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Which.
    pub target: Target,
    /// How.
    pub verdict: Verdict,
}

/// One rollout, from its first poll to its verdict.
pub(super) struct Followed {
    pub(super) target: Target,
    pub(super) judge: Judge,
    announced: bool,
    counts: Option<(i32, i32, i32, i32)>,
    told: Baseline,
    pub(super) last: Option<Service>,
    pub(super) ended: Option<Verdict>,
}

impl Followed {
    pub(super) fn new(target: Target) -> Self {
        let judge = Judge::new(target.aim.clone(), target.before.clone());
        let told = target.before.clone();
        Self { target, judge, announced: false, counts: None, told, last: None, ended: None }
    }

    pub(super) fn into_ended(self) -> Option<Ended> {
        Some(Ended { target: self.target, verdict: self.ended? })
    }

    /// Tells what is new since the last poll, and nothing else.
    pub(super) fn tell(&mut self, service: &Service, context: &Context) {
        let name = &self.target.service;
        if let Some(ours) = self.judge.ours().and_then(|id| service.deployment(id)) {
            if !self.announced {
                self.announced = true;
                context.events.say(Fact::RolloutFollowed {
                    service: name.clone(),
                    deployment: ours.id.clone(),
                    task_definition: short(&ours.task_definition).to_owned(),
                });
            }
            let counts = (ours.running, ours.desired, ours.pending, ours.failed);
            if self.counts.replace(counts) != Some(counts) {
                let (running, desired, pending, failed) = counts;
                let (service, deployment) = (name.clone(), ours.id.clone());
                context.events.say(Fact::RolloutMoved {
                    service,
                    deployment,
                    running,
                    desired,
                    pending,
                    failed,
                });
            }
        }
        for (id, message) in service.events.iter().rev() {
            if self.told.events.insert(id.clone()) {
                context.events.say(Fact::ServiceSaid { service: name.clone(), message: message.clone() });
            }
        }
    }

    /// The last events since the change, oldest first.
    pub(super) fn last_events(&self) -> Vec<String> {
        let events = self.last.as_ref().map(|service| service.events.as_slice()).unwrap_or_default();
        let news = events.iter().filter(|(id, _)| !self.target.before.events.contains(id));
        let mut news: Vec<_> = news.take(LAST_EVENTS).map(|(_, text)| text.clone()).collect();
        news.reverse();
        news
    }
}
