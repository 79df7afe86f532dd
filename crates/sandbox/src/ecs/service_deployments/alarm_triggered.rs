//! An alarm that fails a service deployment.

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::service_deployments::{end, failure};
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;

pub(crate) fn fail(ecs: &mut Ecs, id: ServiceId, rollout: usize, alarm: usize, at: Moment) {
    let service = &mut ecs.services[id.0];
    let in_progress = service.rollouts[rollout].status.can_be_stopped();
    let name = configuration::alarms(service)["alarmNames"][alarm].as_str().map(str::to_owned);
    let Some(name) = name.filter(|_| in_progress) else { return };
    let rolls_back = configuration::alarms(service)["rollback"] == true;
    service.rollouts[rollout].alarms.push(name);
    end::fail(ecs, id, &failure::by_alarm(rolls_back), at);
}
