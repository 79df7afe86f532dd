//! Availability-zone rebalancing of a service whose deployment is complete.
//!
//! Developer Guide, "Track Amazon ECS Availability Zone rebalancing": a task is started in the zone with too few, and one in
//! the zone with too many is stopped once it is healthy. Rules say when a service is not balanced; its tasks are in one zone
//! then.

use crate::api::Moment;
use crate::ecs::model::deployment::RolloutState;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::service::Service;
use crate::ecs::model::task::Stop;
use crate::ecs::model::task_status::Zone;
use crate::ecs::scheduler::{origin, placement, task_counts};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

/// Starts a task in the other zone, if the service may be rebalanced.
pub(crate) fn begin(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &ecs.services[id.0];
    if !may_rebalance(service) || service.rebalancing.is_some() {
        return;
    }
    let counted = zones(ecs, id);
    events::add(ecs, id, &format!("is not AZ balanced with {counted}. AZ Rebalancing in progress."), at);
    let origin = origin::primary(&ecs.services[id.0]);
    let origin = origin::Origin { zone: Zone::B, ..origin };
    let Some(task) = placement::place(ecs, id, &origin, at) else { return };
    ecs.services[id.0].rebalancing = Some(task);
    let (zone, named) = (zone_name(ecs, Zone::B), events::named(ecs, &[task]));
    events::add(ecs, id, &format!("has started 1 tasks in {zone} to AZ Rebalance: {named}."), at);
}

/// Stops a task in the full zone once the new one is healthy.
pub(crate) fn end(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let Some(new) = ecs.services[id.0].rebalancing else { return };
    let is_healthy = match ecs.tasks.get(new) {
        Some(task) if task.is_wanted() => task.counts_as_healthy,
        _ => {
            ecs.services[id.0].rebalancing = None;
            return events::add(ecs, id, "stopped AZ Rebalancing.", at);
        }
    };
    let primary = task_counts::count(ecs, id).primary;
    let in_full_zone = |task: &TaskId| ecs.tasks.get(*task).is_some_and(|task| task.zone == Zone::A);
    let Some(old) = primary.into_iter().find(in_full_zone).filter(|_| is_healthy) else { return };
    ecs.services[id.0].rebalancing = None;
    let deployment = &ecs.services[id.0].primary().id;
    let reason = format!("Availability-zone rebalancing initiated by (deployment {deployment})");
    transition::stop(ecs, old, Stop { code: "ServiceSchedulerInitiated", reason }, at);
    let (zone, named) = (zone_name(ecs, Zone::A), events::named(ecs, &[old]));
    let stopped = format!("has stopped 1 running tasks in {zone} due to AZ rebalancing: {named}.");
    events::add(ecs, id, &stopped, at);
    let counted = zones(ecs, id);
    events::add(ecs, id, &format!("is AZ balanced with {counted}."), at);
}

/// API Reference, "CreateService", `availabilityZoneRebalancing`: it needs a maximum percent above 100.
fn may_rebalance(service: &Service) -> bool {
    service.is_active()
        && service.desired > 1
        && service.fields.get("availabilityZoneRebalancing").is_some_and(|value| value == "ENABLED")
        && service.primary().state == RolloutState::Completed
        && configuration::maximum_tasks(service) > service.desired
}

fn zone_name(ecs: &Ecs, zone: Zone) -> String {
    format!("{}{}", ecs.location.region, zone.letter())
}

/// `2 tasks in us-east-1a, 0 tasks in us-east-1b`
fn zones(ecs: &Ecs, id: ServiceId) -> String {
    let primary = task_counts::count(ecs, id).primary;
    let count = |zone: Zone| {
        let here = |task: &&TaskId| ecs.tasks.get(**task).is_some_and(|task| task.zone == zone);
        format!("{} tasks in {}", primary.iter().filter(here).count(), zone_name(ecs, zone))
    };
    format!("{}, {}", count(Zone::A), count(Zone::B))
}
