//! The deployment circuit breaker.
//!
//! Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures": tasks that do not come to run
//! well are counted, and at half of the desired count, at least 3 and at most 200, the deployment has failed. Once a
//! task runs well the count is zero and is not kept any more (API Reference, "Deployment", `failedTasks`); failed
//! health checks count even then. `resetOnHealthyTask` and `thresholdConfiguration` are those of the API Reference,
//! "`DeploymentCircuitBreaker`" and "`ThresholdConfiguration`".

use serde_json::Value;

use super::super::Ecs;
use super::super::rollouts::Failure;
use super::super::rules::Fate;
use super::super::services::{Service, ServiceId};
use super::super::tasks::{Owner, TaskId};
use crate::api::Moment;

const LEAST: usize = 3;
const MOST: usize = 200;
const PERCENT: usize = 50;

/// How the breaker names itself in reasons.
const NAME: &str = "ECS deployment circuit breaker";

impl Service {
    fn breaker(&self) -> &Value {
        static NONE: Value = Value::Null;
        let configuration = self.fields.get("deploymentConfiguration");
        configuration.map_or(&NONE, |configuration| &configuration["deploymentCircuitBreaker"])
    }

    pub(in crate::ecs) fn has_breaker(&self) -> bool {
        self.breaker()["enable"] == true
    }

    /// How many failed tasks fail a deployment.
    pub(in crate::ecs) fn breaker_threshold(&self) -> usize {
        let configured = &self.breaker()["thresholdConfiguration"];
        let value =
            configured["value"].as_u64().and_then(|value| usize::try_from(value).ok()).unwrap_or(PERCENT);
        let percentage = (self.desired * value).div_ceil(100);
        match configured["type"].as_str() {
            Some("COUNT") => value,
            Some("UNBOUNDED_PERCENT") => percentage.max(1),
            _ => percentage.clamp(LEAST, MOST),
        }
    }
}

impl Ecs {
    /// A task of a service has failed by itself.
    pub(in crate::ecs) fn task_failed(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get(id) else { return };
        let Owner::Service { service, deployment, .. } = task.owner else { return };
        let fails_check = matches!(task.fate(), Fate::Unhealthy { .. });
        let was_settled = task.settled;
        self.delay_next(service, at);
        let primary = self.services[service.0].primary();
        if primary.number == deployment && !was_settled && (!primary.proven || fails_check) {
            self.count_failure(service, at);
        }
    }

    /// Counts one failure of the PRIMARY deployment.
    pub(super) fn count_failure(&mut self, id: ServiceId, at: Moment) {
        let service = &mut self.services[id.0];
        let primary = service.primary_mut();
        primary.failed += 1;
        primary.updated = at;
        let failed = primary.failed;
        service.rollout_mut().failures = failed;
        if failed == 10 {
            self.event(id, "is unable to consistently start tasks successfully.", at);
        }
    }

    /// A failed task is not replaced at once.
    pub(super) fn delay_next(&mut self, id: ServiceId, at: Moment) {
        self.services[id.0].not_before = at.plus(self.pace.step / 2);
    }

    /// A deployment whose task runs well is not judged by its failures any more.
    pub(super) fn note_proof(&mut self, id: ServiceId) {
        if self.tally(id).primary_settled == 0 {
            return;
        }
        let service = &mut self.services[id.0];
        let resets = service.breaker()["resetOnHealthyTask"] != false;
        let primary = service.primary_mut();
        if !primary.proven && resets {
            primary.proven = true;
            primary.failed = 0;
        }
    }

    pub(super) fn trip_breaker(&mut self, id: ServiceId, at: Moment) {
        let service = &self.services[id.0];
        let primary = service.primary();
        if service.has_breaker() && primary.is_in_progress() && primary.failed >= service.breaker_threshold()
        {
            let rolls_back = service.breaker()["rollback"] == true;
            let failure = Failure { by: NAME, what: "tasks failed to start".into(), rolls_back };
            self.rollout_fails(id, &failure, at);
        }
    }
}
