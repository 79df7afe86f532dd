//! The one account that a sandbox is: its rooms, its clock, its record, and what stands behind it.

use serde_json::Value;

use crate::{
    api::ApiError,
    clock::Clock,
    options::Options,
    record::{Record, RecordedCall},
    upstream::Upstream,
    wire::Call,
};

/// Services whose every call is answered or refused here; none of them reaches the upstream.
const OWNED: [&str; 4] = ["ecs", "ecr", "application-autoscaling", "logs"];

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) clock: Clock,
    pub(crate) record: Record,
    pub(crate) upstream: Option<Upstream>,
}

impl Account {
    pub(crate) fn new(options: &Options, upstream: Option<Upstream>) -> Self {
        Self {
            id: options.account.clone(),
            clock: Clock::new(options.pace, options.step),
            record: Record::default(),
            upstream,
        }
    }

    /// Whether `service` has a room here.
    pub(crate) fn owns(service: &str) -> bool {
        OWNED.contains(&service)
    }

    /// Answers a call to a room.
    pub(crate) fn call(&self, service: &str, operation: &str, input: &Value) -> Result<Value, ApiError> {
        if service == "ecs" && operation.starts_with("Describe") {
            self.clock.poll();
        }
        let _ = input;
        Err(ApiError::not_implemented(service, operation))
    }

    /// Notes a call that is being answered.
    pub(crate) fn note(&self, call: &Call, status: u16) {
        self.record.note(RecordedCall {
            service: call.service.clone(),
            operation: call.operation.clone(),
            status,
            at: self.clock.now(),
        });
    }
}
