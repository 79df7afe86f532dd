//! The service scheduler: looks at a service and does what brings it nearer to what is wanted.
//!
//! It looks after every call that changes the service and whenever one of its tasks changes; it keeps nothing
//! between two looks but what the service says. From the Developer Guide, "Deploy Amazon ECS services by replacing
//! tasks": new tasks up to the maximum percent, then old ones away down to the minimum healthy percent.

mod breaker;
mod placing;
mod rolling;
mod tally;

use super::Ecs;
use super::agenda::Happening;
use super::services::{RolloutState, ServiceId, Status};
use crate::api::Moment;

impl Ecs {
    /// Plans a look, unless one is planned for that moment already.
    pub(super) fn plan_look(&mut self, id: ServiceId, at: Moment) {
        let looks = &mut self.services[id.0].looks;
        if !looks.contains(&at) {
            looks.push(at);
            self.agenda.plan(at, Happening::Look(id));
        }
    }

    pub(super) fn look_as_planned(&mut self, id: ServiceId, at: Moment) {
        self.services[id.0].looks.retain(|planned| *planned != at);
        self.look(id, at);
    }

    pub(super) fn look(&mut self, id: ServiceId, at: Moment) {
        if self.services[id.0].status == Status::Inactive {
            return;
        }
        self.services[id.0].rollout_mut().start(at);
        self.carry_out_requests(id, at);
        self.note_proof(id);
        self.trip_breaker(id, at);
        self.stop_surplus(id, at);
        self.start_missing(id, at);
        self.finish(id, at);
        self.retire(id);
    }

    /// The rollout is complete, or the service is steady again.
    fn finish(&mut self, id: ServiceId, at: Moment) {
        let tally = self.tally(id);
        if tally.primary_settled == self.services[id.0].desired {
            self.scaled_up(id, at);
        }
        let service = &mut self.services[id.0];
        if tally.primary_settled != service.desired || tally.wanted() != service.desired {
            service.steady = false;
            return;
        }
        let ready = service.primary().is_in_progress() && service.rollout().cleans_up();
        if ready && self.has_baked(id, at) {
            self.rollout_completes(id, at);
        }
        let service = &mut self.services[id.0];
        if !service.steady && service.is_active() && service.primary().state == RolloutState::Completed {
            service.steady = true;
            self.event(id, "has reached a steady state.", at);
        }
    }

    /// Deployments without tasks are not shown any more: they are INACTIVE. A failed one stays until its rollback
    /// is complete.
    fn retire(&mut self, id: ServiceId) {
        let in_use = self.tally(id).in_use;
        let service = &mut self.services[id.0];
        let going_on = service.primary().is_in_progress();
        let primary = service.primary().number;
        service.deployments.retain(|one| {
            let kept_for_rollback = going_on && one.state == RolloutState::Failed;
            one.number == primary || in_use.contains(&one.number) || kept_for_rollback
        });
        if service.status == Status::Draining && service.live.is_empty() {
            service.status = Status::Inactive;
        }
    }
}
