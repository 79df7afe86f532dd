//! The AWS account of a sandbox: its models, its clock, its record, and its backends.

use std::sync::{Arc, Mutex, Weak};

use serde_json::Value;

use crate::{
    api::{ApiError, ContainerEvent, Moment},
    backends::{Upstream, start::Backends},
    clock::Clock,
    containers::Containers,
    ecr::Ecr,
    ecs::{Ecs, Rule, names::Location, tasks::container_ended::container_ended},
    faults::ActiveFaults,
    lock::locked,
    logs::events,
    models::{AssumedRoles, ModelCall, Models},
    options::Options,
    protocol::{Call, Caller},
    record::{Record, RecordedCall},
};

/// What requests share.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) clock: Clock,
    pub(crate) record: Record,
    pub(crate) faults: ActiveFaults,
    pub(crate) upstream: Option<Upstream>,
    pub(crate) registry: Option<Upstream>,
    pub(crate) containers: Containers,
    models: Mutex<Models>,
    assumed_roles: Mutex<AssumedRoles>,
}

impl Account {
    /// `host` is the registry's, as images are named: `localhost:PORT`.
    pub(crate) fn new(options: &Options, host: &str, backends: Backends) -> Arc<Self> {
        Arc::new_cyclic(|account| Self {
            containers: Containers::new(host, reporting_to(account)),
            id: options.account.clone(),
            clock: Clock::new(options.pace, options.step, options.clock_ahead),
            record: Record::default(),
            faults: ActiveFaults::default(),
            upstream: backends.upstream,
            registry: backends.registry,
            models: Mutex::new(Models::new(options, host)),
            assumed_roles: Mutex::default(),
        })
    }

    /// Answers a call to a modelled service.
    pub(crate) fn call(&self, call: &ModelCall) -> Result<Value, ApiError> {
        if call.service == "ecs" && call.operation.starts_with("Describe") {
            self.clock.poll();
        }
        self.with_models(|models, now| models.call(call, now))
    }

    /// The account and region of a request. Only credentials of assumed roles are of another account.
    pub(crate) fn location(&self, caller: Option<&Caller>) -> Location {
        let home = locked(&self.models).home().clone();
        let Some(caller) = caller else { return home };
        let account = locked(&self.assumed_roles).account(&caller.access_key).map(str::to_owned);
        Location { account: account.unwrap_or(home.account), region: caller.region.clone() }
    }

    /// Notes which account the credentials in an answer to `AssumeRole` are of.
    pub(crate) fn note_assumed_role(&self, answer: &str) {
        locked(&self.assumed_roles).note(answer);
    }

    /// Works on the model of ECR.
    pub(crate) fn with_ecr<R>(&self, work: impl FnOnce(&mut Ecr) -> R) -> R {
        self.with_models(|models, _| work(&mut models.ecr))
    }

    /// Works on the model of ECS at home.
    pub(crate) fn with_ecs<R>(&self, work: impl FnOnce(&mut Ecs) -> R) -> R {
        let home = self.location(None);
        self.with_ecs_at(&home, work)
    }

    /// Works on the model of ECS of one account and region.
    pub(crate) fn with_ecs_at<R>(&self, location: &Location, work: impl FnOnce(&mut Ecs) -> R) -> R {
        self.with_models(|models, _| work(models.ecs_at(location)))
    }

    /// Adds a rule everywhere.
    pub(crate) fn rule(&self, rule: &Rule) {
        self.with_models(|models, _| models.all_ecs().for_each(|ecs| ecs.rule(rule.clone())));
    }

    fn with_models<R>(&self, work: impl FnOnce(&mut Models, Moment) -> R) -> R {
        let now = self.clock.now();
        let mut models = locked(&self.models);
        let done = work(&mut models, now);
        models.synchronize(now);
        let outside = models.take_work();
        drop(models);
        self.containers.carry_out(outside);
        done
    }

    /// Removes calls, faults and rules; keeps what is deployed.
    pub(crate) fn reset(&self) {
        self.record.clear();
        self.faults.clear();
        self.with_models(|models, _| models.all_ecs().for_each(|ecs| ecs.rules.clear()));
    }

    fn container_reported(&self, event: ContainerEvent) {
        self.with_models(|models, now| match event {
            ContainerEvent::Line { group, stream, line } => {
                events::append(&mut models.logs, &group, &stream, now, line);
            }
            ContainerEvent::Ended { task, code } => {
                models.all_ecs().for_each(|ecs| container_ended(ecs, &task, code, now));
            }
        });
    }

    /// Records a call that is being answered.
    pub(crate) fn note(&self, call: &Call, status: u16) {
        self.record.note(RecordedCall {
            service: call.service.clone(),
            operation: call.operation.clone(),
            status,
            at: self.clock.now(),
        });
    }
}

/// Containers may outlive the account: what they report then is lost.
fn reporting_to(account: &Weak<Account>) -> impl Fn(ContainerEvent) + Send + Sync + use<> {
    let account = Weak::clone(account);
    move |event| {
        if let Some(account) = account.upgrade() {
            account.container_reported(event);
        }
    }
}
