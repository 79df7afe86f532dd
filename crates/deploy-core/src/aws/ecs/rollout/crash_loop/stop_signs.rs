//! What a poll of a service says of tasks that stopped. ECS is asked for tasks only where there is such a sign.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::super::super::deployment::Deployment;
use super::super::super::service::Service;
use super::super::target::Baseline;

/// What earlier polls said.
#[derive(Clone, Debug, Default)]
pub(crate) struct StopSigns {
    failed: i32,
    alive: i32,
    updated: Option<Timestamp>,
    events: BTreeSet<String>,
    /// Tasks that were started, as the events say.
    started: i32,
    /// ECS has set its count of failed tasks back, as it does when a task becomes healthy.
    pub(crate) was_healthy: bool,
}

impl StopSigns {
    pub(crate) fn new(baseline: &Baseline) -> Self {
        Self { events: baseline.events.clone(), ..Self::default() }
    }

    /// Whether a poll has a new sign: the failed tasks rose, fewer tasks are alive, an event says so, or one tells of more
    /// tasks than are desired. An answer that is older than an earlier one has none.
    pub(crate) fn has_new(&mut self, service: &Service, ours: &Deployment) -> bool {
        if ours.updated < self.updated {
            return false;
        }
        self.updated = ours.updated;
        let alive = ours.running + ours.pending;
        let counts_say_so = ours.failed > self.failed || alive < self.alive;
        self.was_healthy |= ours.failed < self.failed;
        (self.failed, self.alive) = (ours.failed, alive);
        let started_before = self.started;
        let mut events_say_so = false;
        for event in &service.events {
            if self.events.insert(event.id.clone()) {
                self.started += started(&event.message);
                events_say_so |= tells_of_failure(&event.message);
            }
        }
        counts_say_so || events_say_so || (self.started > started_before && self.started > ours.desired)
    }
}

/// "has started 2 tasks: …".
fn started(message: &str) -> i32 {
    let count = message.split_once("has started ").and_then(|(_, rest)| rest.split(' ').next());
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

fn tells_of_failure(message: &str) -> bool {
    ["unable to", "failed", "unhealthy"].iter().any(|words| message.contains(words))
}
