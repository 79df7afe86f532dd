//! One look of the scheduler at a service.

use crate::api::Moment;
use crate::ecs::model::deployment::RolloutState;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::{Service, ServiceStatus};
use crate::ecs::scheduler::task_counts::{self, TaskCounts};
use crate::ecs::scheduler::{breaker, rebalancing, rolling};
use crate::ecs::service_deployments::lifecycle::stages;
use crate::ecs::service_deployments::{alarms, end};
use crate::ecs::services::{configuration, events};
use crate::ecs::state::Ecs;
use crate::ecs::task_sets;

pub(crate) fn look_as_planned(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    ecs.services[id.0].looks.retain(|planned| *planned != at);
    look(ecs, id, at);
}

pub(crate) fn look(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    if ecs.services[id.0].status == ServiceStatus::Inactive {
        return;
    }
    if configuration::has_task_sets(&ecs.services[id.0]) {
        task_sets::schedule::look(ecs, id, at);
        return end_draining(ecs, id);
    }
    ecs.services[id.0].rollout_mut().start(at);
    end::show_failures(ecs, id, at);
    end::apply_requests(ecs, id, at);
    breaker::trip(ecs, id, at);
    rebalancing::end(ecs, id, at);
    rolling::stop_surplus(ecs, id, at);
    rolling::start_missing(ecs, id, at);
    finish(ecs, id, at);
    remove_deployments_without_tasks(ecs, id);
}

/// The rollout is complete, or the service is steady again.
fn finish(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let counts = task_counts::count(ecs, id);
    if counts.primary_healthy == ecs.services[id.0].desired {
        stages::scaled_up(ecs, id, at);
    }
    let service = &mut ecs.services[id.0];
    let is_full = counts.primary_healthy == service.desired && counts.wanted() == service.desired;
    service.steady &= is_full;
    let ready = service.primary().is_in_progress() && (is_full || succeeds_early(service, &counts));
    if ready && may_complete(ecs, id, &counts, at) && end::is_shown(ecs, id, at) {
        end::complete(ecs, id, at);
    }
    let service = &mut ecs.services[id.0];
    let is_completed = service.primary().state == RolloutState::Completed;
    if is_full && !service.steady && service.is_active() && is_completed {
        service.steady = true;
        events::add(ecs, id, "has reached a steady state.", at);
    }
}

/// Enough new tasks are healthy for the early success criteria (Developer Guide, "Early success criteria").
fn succeeds_early(service: &Service, counts: &TaskCounts) -> bool {
    configuration::early_success(service).is_some_and(|criteria| {
        counts.primary_healthy >= criteria.healthy && (!criteria.blocks || counts.in_use.len() == 1)
    })
}

/// Nothing but its tasks holds the rollout.
fn may_complete(ecs: &mut Ecs, id: ServiceId, counts: &TaskCounts, at: Moment) -> bool {
    let rollout = ecs.services[id.0].rollout();
    let old_are_gone = rollout.progress.is_none() || rollout.rollback.is_some() || counts.in_use.len() == 1;
    rollout.cleans_up(at)
        && old_are_gone
        && end::rollback_may_end(ecs, id, at)
        && alarms::has_baked(ecs, id, at)
}

/// Deployments without tasks are not shown any more: they are INACTIVE. A failed one stays until its rollback
/// is complete.
fn remove_deployments_without_tasks(ecs: &mut Ecs, id: ServiceId) {
    let in_use = task_counts::count(ecs, id).in_use;
    let service = &mut ecs.services[id.0];
    let in_progress = service.primary().is_in_progress();
    let primary = service.primary().number;
    service.deployments.retain(|one| {
        let failed = one.state == RolloutState::Failed || one.failing.is_some();
        let kept_for_rollback = in_progress && failed;
        one.number == primary || in_use.contains(&one.number) || kept_for_rollback
    });
    end_draining(ecs, id);
}

/// A service that is being deleted is gone with its last task.
fn end_draining(ecs: &mut Ecs, id: ServiceId) {
    let service = &mut ecs.services[id.0];
    if service.status == ServiceStatus::Draining && service.live.is_empty() {
        service.status = ServiceStatus::Inactive;
    }
}
