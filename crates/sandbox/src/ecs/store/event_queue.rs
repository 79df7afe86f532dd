//! What is going to happen, in the order in which it will.
//!
//! The model moves from event to event, never in ticks: that is why how often it is asked does not change
//! what it does. Two events of the same moment happen in the order in which they were added.

use std::collections::BTreeMap;

use crate::api::Moment;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::TaskEvent;

/// Something that happens at a known moment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ScheduledEvent {
    /// Something happens to a task, unless its state has changed since (`version`).
    Task { task: TaskId, version: u32, event: TaskEvent },
    /// The service scheduler looks at a service.
    Look(ServiceId),
    /// A lifecycle stage has lasted long enough, unless the deployment is in another one since (`version`).
    Stage { service: ServiceId, deployment: usize, version: u32 },
    /// A lifecycle hook returns or times out; `hook` is its index.
    Hook { service: ServiceId, deployment: usize, hook: usize },
    /// A service is not balanced across zones.
    Rebalance(ServiceId),
    /// An alarm of a service is triggered; `alarm` is its index in the configuration.
    Alarm { service: ServiceId, deployment: usize, alarm: usize },
}

#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    due: BTreeMap<(Moment, u64), ScheduledEvent>,
    planned: u64,
}

impl EventQueue {
    pub(crate) fn add(&mut self, at: Moment, what: ScheduledEvent) {
        self.planned += 1;
        self.due.insert((at, self.planned), what);
    }

    /// The next thing that happens not later than `now`, and its moment.
    pub(crate) fn next(&mut self, now: Moment) -> Option<(Moment, ScheduledEvent)> {
        let entry = self.due.first_entry()?;
        let at = entry.key().0;
        (at <= now).then(|| (at, entry.remove()))
    }
}
