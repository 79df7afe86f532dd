//! The range of an Application Auto Scaling target.

use crate::api::Moment;
use crate::ecs::scheduler::plan;
use crate::ecs::state::Ecs;
use crate::ecs::time;

/// Changes the desired count of an active service to one that is within a range; `resource` is
/// `service/CLUSTER/NAME`.
pub(crate) fn keep_within(ecs: &mut Ecs, resource: &str, least: usize, most: usize, now: Moment) {
    time::advance(ecs, now);
    let Some((cluster, name)) = resource.strip_prefix("service/").and_then(|rest| rest.split_once('/'))
    else {
        return;
    };
    let Ok(id) = ecs.service_id(cluster, name) else { return };
    let service = &mut ecs.services[id.0];
    if service.is_active() && !(least..=most).contains(&service.desired) {
        service.desired = service.desired.max(least).min(most);
        service.steady = false;
        plan::look_soon(ecs, id, ecs.now);
    }
}
