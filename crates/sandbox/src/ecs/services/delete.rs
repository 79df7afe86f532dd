//! `DeleteService`: ACTIVE, then DRAINING until its tasks have stopped, then INACTIVE.

use serde_json::json;

use crate::api::{ApiError, Moment};
use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::ServiceStatus;
use crate::ecs::model::task::Stop;
use crate::ecs::model::task_set::TaskSetStatus;
use crate::ecs::scheduler::plan;
use crate::ecs::services::show;
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

pub(crate) fn delete(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let id = ecs.service_id(&cluster, input.required("service")?)?;
    let service = &mut ecs.services[id.0];
    if !service.is_active() {
        return Err(ApiError::client("ServiceNotActiveException", "Service was not ACTIVE."));
    }
    if service.desired > 0 && !input.flag("force") {
        let sentence = "The service cannot be stopped while it is scaled above 0.";
        return Err(invalid(sentence));
    }
    service.status = ServiceStatus::Draining;
    service.desired = 0;
    stop_all(ecs, id, ecs.now);
    plan::look_soon(ecs, id, ecs.now);
    Ok(json!({ "service": show::service(ecs, id) }))
}

fn stop_all(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    for set in &mut service.task_sets {
        set.status = TaskSetStatus::Draining;
    }
    let Some(primary) = service.deployments.first() else { return };
    let reason = format!("Scaling activity initiated by (deployment {})", primary.id);
    for task in ecs.services[id.0].live.clone() {
        let stop = Stop { code: "ServiceSchedulerInitiated", reason: reason.clone() };
        transition::stop(ecs, task, stop, at);
    }
}
