//! The models of services, and what they pass to each other.

use serde_json::Value;

use crate::{
    api::{ApiError, Effect, Moment, Work},
    autoscaling::{self, Autoscaling},
    ecr::{self, Ecr},
    ecs::{self, Ecs, names::Location, services::scaling::keep_within, time},
    logs::{self, state::Logs},
    models::locations::Locations,
    options::Options,
};

/// Services of which no call is forwarded to moto.
const OWNED: [&str; 4] = ["ecs", "ecr", "application-autoscaling", "logs"];

/// A call to one of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelCall<'a> {
    pub(crate) service: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) input: &'a Value,
    pub(crate) location: &'a Location,
}

/// All models, under one lock: a call sees all of them at the same moment.
#[derive(Debug)]
pub(crate) struct Models {
    ecs: Locations,
    pub(crate) autoscaling: Autoscaling,
    pub(crate) ecr: Ecr,
    pub(crate) logs: Logs,
    /// Work for the engine, which is done outside of the lock.
    work: Vec<Work>,
}

impl Models {
    pub(crate) fn new(options: &Options, registry: &str) -> Self {
        let Options { account, region, .. } = options;
        let home = Location { account: account.clone(), region: region.clone() };
        let ecs = Locations::new(home, options.step);
        let autoscaling = Autoscaling::new(account, region);
        let (ecr, logs) = (Ecr::new(account, region, registry), Logs::new(account, region));
        Self { ecs, autoscaling, ecr, logs, work: Vec::new() }
    }

    /// Whether `service` is modelled here.
    pub(crate) fn own(service: &str) -> bool {
        OWNED.contains(&service)
    }

    /// ECS alone is kept by account and region.
    pub(crate) fn call(&mut self, call: &ModelCall, now: Moment) -> Result<Value, ApiError> {
        self.synchronize(now);
        let ModelCall { service, operation, input, location } = *call;
        let answer = match service {
            "ecs" => ecs::calls::call(self.ecs.at(location), operation, input, now),
            "ecr" => ecr::calls::call(&mut self.ecr, operation, input, now),
            "logs" => logs::calls::call(&mut self.logs, operation, input, now),
            "application-autoscaling" => {
                let answer = autoscaling::calls::call(&mut self.autoscaling, operation, input, now);
                for range in self.autoscaling.take_ranges() {
                    keep_within(self.ecs.at(location), &range.resource, range.least, range.most, now);
                }
                answer
            }
            _ => Err(ApiError::not_implemented(service, operation)),
        };
        self.synchronize(now);
        answer
    }

    /// Where requests without a signature go.
    pub(crate) fn home(&self) -> &Location {
        self.ecs.home()
    }

    pub(crate) fn ecs_at(&mut self, location: &Location) -> &mut Ecs {
        self.ecs.at(location)
    }

    pub(crate) fn all_ecs(&mut self) -> impl Iterator<Item = &mut Ecs> {
        self.ecs.all_mut()
    }

    /// The work for the engine since the last call.
    pub(crate) fn take_work(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.work)
    }

    /// Lets time pass, and passes on what happened in one model to the others.
    pub(crate) fn synchronize(&mut self, now: Moment) {
        let pushed = self.ecr.take_pushed();
        let mut effects = Vec::new();
        for ecs in self.ecs.all_mut() {
            for (image, digest) in &pushed {
                ecs.images.add(image, digest);
            }
            time::advance(ecs, now);
            effects.extend(ecs.take_effects());
        }
        for effect in effects {
            match effect {
                Effect::Log { group, stream, at, line } => {
                    logs::events::append(&mut self.logs, &group, &stream, at, line);
                }
                Effect::Container(work) => self.work.push(work),
            }
        }
    }
}
