//! A model of Amazon ECS that lives: services start tasks, rollouts complete, fail and roll back.
//!
//! It is a function of its state, a call and the time: no input or output, no clock, no randomness. Whoever calls it
//! says what time it is; what should have happened by then happens first, at its own moment, so that the outcome
//! does not depend on how often the model is asked. (Only rules that count polls do what they say.)
//!
//! Where the rooms are: `clusters`, `definitions`, `services`, `tasks` keep what their calls are about;
//! `scheduler` brings services nearer to what is wanted; `rollouts` begin and end; `rules` say what goes wrong.
//! A sentence that AWS says has the page that it is from beside it.

mod agenda;
mod calls;
mod clusters;
mod definitions;
mod effects;
mod images;
mod limits;
mod local;
mod names;
mod rollouts;
mod rules;
mod scheduler;
mod services;
mod settings;
mod tags;
mod targets;
mod tasks;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use serde_json::Value;

use self::agenda::{Agenda, Happening, Pace};
use self::clusters::Clusters;
use self::definitions::Definitions;
use self::images::Images;
use self::names::{Ids, Place};
use self::rules::Rules;
pub use self::rules::{Rule, RuleError, TAGS};
use self::services::{Service, ServiceId};
use self::settings::Settings;
use self::tags::Tags;
pub use self::targets::Target;
use self::tasks::Tasks;
use crate::api::{ApiError, Effect, Moment};

/// All of ECS in one account and region.
#[derive(Debug)]
pub struct Ecs {
    place: Place,
    pace: Pace,
    now: Moment,
    ids: Ids,
    agenda: Agenda,
    clusters: Clusters,
    definitions: Definitions,
    /// Each service that there ever was, by its number.
    services: Vec<Service>,
    /// Cluster, then name, to the latest service of that name.
    service_names: HashMap<String, BTreeMap<String, ServiceId>>,
    tasks: Tasks,
    tags: Tags,
    settings: Settings,
    images: Images,
    rules: Rules,
    effects: Vec<Effect>,
}

impl Ecs {
    /// An account without anything in it, e.g. `123456789012` in `us-east-1`.
    pub fn new(account: &str, region: &str) -> Self {
        Self {
            place: Place { account: account.to_owned(), region: region.to_owned() },
            pace: Pace::default(),
            now: Moment::default(),
            ids: Ids::default(),
            agenda: Agenda::default(),
            clusters: Clusters::default(),
            definitions: Definitions::default(),
            services: Vec::new(),
            service_names: HashMap::new(),
            tasks: Tasks::default(),
            tags: Tags::default(),
            settings: Settings::default(),
            images: Images::default(),
            rules: Rules::default(),
            effects: Vec::new(),
        }
    }

    /// Sets how long a step takes, which stands for 20 s at AWS. A rollout takes about four steps. A step shorter than
    /// 4 ms is taken as 4 ms: parts of it have to be moments of their own, or what is tried again and again would be
    /// tried without end in one moment.
    pub fn set_step(&mut self, step: Duration) {
        self.pace.step = step.max(agenda::SHORTEST_STEP);
    }

    /// Answers a call: `operation` as in the API, e.g. `DescribeServices`, `input` as JSON.
    ///
    /// # Errors
    ///
    /// As AWS answers; 501 by name where the model does not do what is asked.
    pub fn call(&mut self, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
        self.advance(now);
        self.answer(operation, wire::Input(input))
    }

    /// Lets time pass. Time does not run backwards: an earlier moment changes nothing.
    pub fn advance(&mut self, now: Moment) {
        while let Some((at, what)) = self.agenda.next(now) {
            self.now = self.now.max(at);
            match what {
                Happening::Task { task, turn, act } => self.task_acts(task, turn, act, at),
                Happening::Look(service) => self.look_as_planned(service, at),
                Happening::Stage { service, rollout, stage } => {
                    self.stage_passes(service, (rollout, stage), at);
                }
                Happening::Alarm { service, rollout, alarm } => {
                    self.alarm_goes_off(service, (rollout, alarm), at);
                }
            }
        }
        self.now = self.now.max(now);
    }

    /// What has happened outside of the model since this was last asked.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Adds a rule. It holds for tasks and rollouts that begin after it.
    pub fn rule(&mut self, rule: Rule) {
        self.rules.add(rule);
    }

    /// Removes all rules.
    pub fn clear_rules(&mut self) {
        self.rules.clear();
    }

    /// Tells the digest of an image that was pushed, e.g. `localhost:5000/worker:1.0.1`, `sha256:…`.
    pub fn know_image(&mut self, image: &str, digest: &str) {
        self.images.know(image, digest);
    }
}
