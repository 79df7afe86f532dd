//! The one account that a sandbox is: its rooms, its clock, its record, and what stands behind it.

use std::sync::{Arc, Mutex, Weak};

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    children::Support,
    clock::Clock,
    containers::Containers,
    ecr::Ecr,
    ecs::Ecs,
    faults::Faults,
    lock::locked,
    logs::Logs,
    options::Options,
    record::{Record, RecordedCall},
    rooms::Rooms,
    upstream::Upstream,
    wire::Call,
};

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) clock: Clock,
    pub(crate) record: Record,
    pub(crate) faults: Faults,
    pub(crate) upstream: Option<Upstream>,
    pub(crate) registry: Option<Upstream>,
    pub(crate) containers: Containers,
    rooms: Mutex<Rooms>,
}

impl Account {
    /// `host` is the registry's, as images are named: `localhost:PORT`.
    pub(crate) fn new(options: &Options, host: &str, behind: Support) -> Arc<Self> {
        Arc::new_cyclic(|account| Self {
            containers: Containers::new(Weak::clone(account), host),
            id: options.account.clone(),
            clock: Clock::new(options.pace, options.step),
            record: Record::default(),
            faults: Faults::default(),
            upstream: behind.upstream,
            registry: behind.registry,
            rooms: Mutex::new(Rooms::new(options, host)),
        })
    }

    /// Answers a call to a room.
    pub(crate) fn call(&self, service: &str, operation: &str, input: &Value) -> Result<Value, ApiError> {
        if service == "ecs" && operation.starts_with("Describe") {
            self.clock.poll();
        }
        self.with_rooms(|rooms, now| rooms.call((service, operation), input, now))
    }

    /// Works on the model of ECR.
    pub(crate) fn with_ecr<R>(&self, work: impl FnOnce(&mut Ecr) -> R) -> R {
        self.with_rooms(|rooms, _| work(&mut rooms.ecr))
    }

    /// Works on the model of ECS.
    pub(crate) fn with_ecs<R>(&self, work: impl FnOnce(&mut Ecs) -> R) -> R {
        self.with_ecs_at(|ecs, _| work(ecs))
    }

    /// Works on the model of ECS, and says what time it is.
    pub(crate) fn with_ecs_at<R>(&self, work: impl FnOnce(&mut Ecs, Moment) -> R) -> R {
        self.with_rooms(|rooms, now| work(&mut rooms.ecs, now))
    }

    /// Works on the model of CloudWatch Logs.
    pub(crate) fn with_logs<R>(&self, work: impl FnOnce(&mut Logs) -> R) -> R {
        self.with_rooms(|rooms, _| work(&mut rooms.logs))
    }

    fn with_rooms<R>(&self, work: impl FnOnce(&mut Rooms, Moment) -> R) -> R {
        let now = self.clock.now();
        let mut rooms = locked(&self.rooms);
        let done = work(&mut rooms, now);
        rooms.settle(now);
        let outside = rooms.take_work();
        drop(rooms);
        self.containers.carry_out(outside);
        done
    }

    /// Forgets what tests and people asked for; what is deployed stays.
    pub(crate) fn reset(&self) {
        self.record.clear();
        self.faults.clear();
        self.with_ecs(Ecs::clear_rules);
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
