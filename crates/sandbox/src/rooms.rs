//! The services that are modelled here, and who answers for which.

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    ecr::Ecr,
    logs::Logs,
    options::Options,
};

/// Services whose every call is answered or refused here; none of them reaches the upstream.
const OWNED: [&str; 4] = ["ecs", "ecr", "application-autoscaling", "logs"];

/// All models, under one lock: a call sees them all at the same moment.
#[derive(Debug)]
pub(crate) struct Rooms {
    pub(crate) ecr: Ecr,
    pub(crate) logs: Logs,
}

impl Rooms {
    pub(crate) fn new(options: &Options, registry: &str) -> Self {
        let Options { account, region, .. } = options;
        Self { ecr: Ecr::new(account, region, registry), logs: Logs::new(account, region) }
    }

    /// Whether `service` has a room.
    pub(crate) fn own(service: &str) -> bool {
        OWNED.contains(&service)
    }

    pub(crate) fn call(&mut self, call: (&str, &str), input: &Value, now: Moment) -> Result<Value, ApiError> {
        match call {
            ("ecr", operation) => self.ecr.call(operation, input, now),
            ("logs", operation) => self.logs.call(operation, input, now),
            (service, operation) => Err(ApiError::not_implemented(service, operation)),
        }
    }
}
