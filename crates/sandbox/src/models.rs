//! The models of services, and what they pass to each other.

use serde_json::Value;

use crate::{
    api::{ApiError, Effect, Moment, Work},
    autoscaling::{self, Autoscaling},
    ecr::{self, Ecr},
    ecs::{self, Ecs, services::scaling::keep_within, time},
    logs::{self, state::Logs},
    options::Options,
};

/// Services of which no call is forwarded to moto.
const OWNED: [&str; 4] = ["ecs", "ecr", "application-autoscaling", "logs"];

/// All models, under one lock: a call sees all of them at the same moment.
#[derive(Debug)]
pub(crate) struct Models {
    pub(crate) ecs: Ecs,
    pub(crate) autoscaling: Autoscaling,
    pub(crate) ecr: Ecr,
    pub(crate) logs: Logs,
    /// Work for the engine, which is done outside of the lock.
    work: Vec<Work>,
}

impl Models {
    pub(crate) fn new(options: &Options, registry: &str) -> Self {
        let Options { account, region, .. } = options;
        let mut ecs = Ecs::new(account, region);
        ecs.set_step(options.step);
        let autoscaling = Autoscaling::new(account, region);
        let (ecr, logs) = (Ecr::new(account, region, registry), Logs::new(account, region));
        Self { ecs, autoscaling, ecr, logs, work: Vec::new() }
    }

    /// Whether `service` is modelled here.
    pub(crate) fn own(service: &str) -> bool {
        OWNED.contains(&service)
    }

    pub(crate) fn call(
        &mut self,
        service: &str,
        operation: &str,
        input: &Value,
        now: Moment,
    ) -> Result<Value, ApiError> {
        self.synchronize(now);
        let answer = match service {
            "ecs" => ecs::calls::call(&mut self.ecs, operation, input, now),
            "ecr" => ecr::calls::call(&mut self.ecr, operation, input, now),
            "logs" => logs::calls::call(&mut self.logs, operation, input, now),
            "application-autoscaling" => {
                autoscaling::calls::call(&mut self.autoscaling, operation, input, now)
            }
            _ => Err(ApiError::not_implemented(service, operation)),
        };
        self.synchronize(now);
        answer
    }

    /// The work for the engine since the last call.
    pub(crate) fn take_work(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.work)
    }

    /// Lets time pass, and passes on what happened in one model to the others.
    pub(crate) fn synchronize(&mut self, now: Moment) {
        for (image, digest) in self.ecr.take_pushed() {
            self.ecs.images.add(&image, &digest);
        }
        for range in self.autoscaling.take_ranges() {
            keep_within(&mut self.ecs, &range.resource, range.least, range.most, now);
        }
        time::advance(&mut self.ecs, now);
        for effect in self.ecs.take_effects() {
            match effect {
                Effect::Log { group, stream, at, line } => {
                    logs::events::append(&mut self.logs, &group, &stream, at, line);
                }
                Effect::Container(work) => self.work.push(work),
            }
        }
    }
}
