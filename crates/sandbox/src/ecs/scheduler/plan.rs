//! When the scheduler looks at a service.

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// Schedules a look, unless one is scheduled for that moment already.
pub(crate) fn look_at(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let looks = &mut ecs.services[id.0].looks;
    if !looks.contains(&at) {
        looks.push(at);
        ecs.events.add(at, ScheduledEvent::Look(id));
    }
}

/// Lets the scheduler look at a service a little later.
pub(crate) fn look_soon(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    look_at(ecs, id, at.plus(ecs.time_scale.step / 4));
}
