//! Lets time pass: what should have happened by now happens, in its order.

use crate::api::Moment;
use crate::ecs::scheduler::{look, rebalancing};
use crate::ecs::service_deployments::alarm_triggered;
use crate::ecs::service_deployments::lifecycle::{hook_ended, stages};
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;
use crate::ecs::tasks::lifecycle;

/// Lets time pass. Time does not run backwards: an earlier moment changes nothing.
pub(crate) fn advance(ecs: &mut Ecs, now: Moment) {
    while let Some((at, event)) = ecs.events.next(now) {
        ecs.now = ecs.now.max(at);
        handle(ecs, event, at);
    }
    ecs.now = ecs.now.max(now);
}

fn handle(ecs: &mut Ecs, event: ScheduledEvent, at: Moment) {
    match event {
        ScheduledEvent::Task { task, version, event } => lifecycle::handle(ecs, task, version, event, at),
        ScheduledEvent::Look(service) => look::look_as_planned(ecs, service, at),
        ScheduledEvent::Rebalance(service) => {
            rebalancing::begin(ecs, service, at);
            look::look(ecs, service, at);
        }
        ScheduledEvent::Stage { service, deployment, version } => {
            if stages::is_due(ecs, service, deployment, version, at) {
                look::look(ecs, service, at);
            }
        }
        ScheduledEvent::Hook { service, deployment, hook } => {
            hook_ended::by_itself(ecs, service, deployment, hook, at);
            look::look(ecs, service, at);
        }
        ScheduledEvent::Alarm { service, deployment, alarm } => {
            alarm_triggered::fail(ecs, service, deployment, alarm, at);
        }
    }
}
