//! The services that are modelled here, and what passes between them.

use serde_json::Value;

use crate::{
    api::{ApiError, Effect, Moment},
    autoscaling::Autoscaling,
    containers::Work,
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
    /// What is to be done in the engine, outside of the lock.
    work: Vec<Work>,
}

impl Rooms {
    pub(crate) fn new(options: &Options, registry: &str) -> Self {
        let Options { account, region, .. } = options;
        let mut ecs = Ecs::new(account, region);
        ecs.set_step(options.step);
        let autoscaling = Autoscaling::new(account, region);
        let (ecr, logs) = (Ecr::new(account, region, registry), Logs::new(account, region));
        Self { ecs, autoscaling, ecr, logs, work: Vec::new() }
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

    /// What is to be done in the engine since this was last asked.
    pub(crate) fn take_work(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.work)
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
        for effect in self.ecs.take_effects() {
            match effect {
                Effect::Log { group, stream, at, line } => self.logs.append((&group, &stream), at, line),
                Effect::Start(container) => self.work.push(Work::Start(container)),
                Effect::Stop { task } => self.work.push(Work::Stop(task)),
            }
        }
    }
}
