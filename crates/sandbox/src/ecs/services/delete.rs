//! `DeleteService`: ACTIVE, then DRAINING until its tasks have stopped, then INACTIVE.

use serde_json::json;

use super::super::Ecs;
use super::super::tasks::Stop;
use super::super::wire::{Answer, Input, invalid};
use super::{ServiceId, Status};
use crate::api::{ApiError, Moment};

impl Ecs {
    pub(in crate::ecs) fn delete_service(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let id = self.service_id(&cluster, input.required("service")?)?;
        let service = &mut self.services[id.0];
        if !service.is_active() {
            return Err(ApiError::client("ServiceNotActiveException", "Service was not ACTIVE."));
        }
        if service.desired > 0 && !input.flag("force") {
            let sentence = "The service cannot be stopped while it is scaled above 0.";
            return Err(invalid(sentence));
        }
        service.status = Status::Draining;
        service.desired = 0;
        self.stop_all(id, self.now);
        self.look_soon(id, self.now);
        Ok(json!({ "service": self.service_shown(id) }))
    }

    fn stop_all(&mut self, id: ServiceId, at: Moment) {
        let reason =
            format!("Scaling activity initiated by (deployment {})", self.services[id.0].primary().id);
        for task in self.services[id.0].live.clone() {
            let stop = Stop { code: "ServiceSchedulerInitiated", reason: reason.clone() };
            self.stop_task(task, stop, at);
        }
    }
}
