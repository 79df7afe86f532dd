//! The services that are modelled here, and what passes between them.

use serde_json::Value;

use crate::{
    api::{ApiError, Effect, Moment},
    autoscaling::Autoscaling,
    ecr::Ecr,
    ecs::Ecs,
    logs::Logs,
    options::Options,
};

/// Services whose every call is answered or refused here; none of them reaches the upstream.
const OWNED: [&str; 4] = ["ecs", "ecr", "application-autoscaling", "logs"];

/// All models, under one lock: a call sees them all at the same moment.
#[derive(Debug)]
pub(crate) struct Rooms {
    pub(crate) ecs: Ecs,
    pub(crate) autoscaling: Autoscaling,
    pub(crate) ecr: Ecr,
    pub(crate) logs: Logs,
}

impl Rooms {
    pub(crate) fn new(options: &Options, registry: &str) -> Self {
        let Options { account, region, .. } = options;
        let mut ecs = Ecs::new(account, region);
        ecs.set_step(options.step);
        let autoscaling = Autoscaling::new(account, region);
        Self { ecs, autoscaling, ecr: Ecr::new(account, region, registry), logs: Logs::new(account, region) }
    }

    /// Whether `service` has a room.
    pub(crate) fn own(service: &str) -> bool {
        OWNED.contains(&service)
    }

    pub(crate) fn call(&mut self, call: (&str, &str), input: &Value, now: Moment) -> Result<Value, ApiError> {
        self.settle(now);
        let answer = match call {
            ("ecs", operation) => self.ecs.call(operation, input, now),
            ("ecr", operation) => self.ecr.call(operation, input, now),
            ("logs", operation) => self.logs.call(operation, input, now),
            ("application-autoscaling", operation) => self.autoscaling.call(operation, input, now),
            (service, operation) => Err(ApiError::not_implemented(service, operation)),
        };
        self.settle(now);
        answer
    }

    /// Lets time pass, and tells each room what happened in the others.
    pub(crate) fn settle(&mut self, now: Moment) {
        for (image, digest) in self.ecr.take_pushed() {
            self.ecs.know_image(&image, &digest);
        }
        for range in self.autoscaling.take_ranges() {
            self.ecs.keep_within(&range.resource, (range.least, range.most), now);
        }
        self.ecs.advance(now);
        for Effect::Log { group, stream, at, line } in self.ecs.take_effects() {
            self.logs.append((&group, &stream), at, line);
        }
    }
}
