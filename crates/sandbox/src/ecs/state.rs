//! The state of ECS, and finding things in it.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::api::{ApiError, Effect, Moment};
use crate::ecs::input::Input;
use crate::ecs::model::cluster::Cluster;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::Service;
use crate::ecs::names::{self, Location};
use crate::ecs::rules::Rule;
use crate::ecs::rules::active_rules::ActiveRules;
use crate::ecs::store::event_queue::EventQueue;
use crate::ecs::store::id_generator::IdGenerator;
use crate::ecs::store::images::Images;
use crate::ecs::store::tags::Tags;
use crate::ecs::store::task_definitions::TaskDefinitions;
use crate::ecs::store::tasks::Tasks;
use crate::ecs::time_scale::{SHORTEST_STEP, TimeScale};

/// The cluster of a call that names none (API Reference, "CreateService").
pub(crate) const DEFAULT_CLUSTER: &str = "default";

/// All of ECS in one account and region.
#[derive(Debug)]
pub struct Ecs {
    pub(crate) location: Location,
    pub(crate) time_scale: TimeScale,
    pub(crate) now: Moment,
    pub(crate) ids: IdGenerator,
    pub(crate) events: EventQueue,
    pub(crate) clusters: BTreeMap<String, Cluster>,
    pub(crate) task_definitions: TaskDefinitions,
    /// All services, deleted ones too; a [`ServiceId`] is an index.
    pub(crate) services: Vec<Service>,
    /// Cluster, then name, to the latest service of that name.
    pub(crate) service_names: HashMap<String, BTreeMap<String, ServiceId>>,
    pub(crate) tasks: Tasks,
    pub(crate) tags: Tags,
    /// Account settings that were set, by name.
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) images: Images,
    pub(crate) rules: ActiveRules,
    pub(crate) effects: Vec<Effect>,
}

impl Ecs {
    /// An empty account, e.g. `123456789012` in `us-east-1`.
    pub(crate) fn new(account: &str, region: &str) -> Self {
        Self {
            location: Location { account: account.to_owned(), region: region.to_owned() },
            time_scale: TimeScale::default(),
            now: Moment::default(),
            ids: IdGenerator::default(),
            events: EventQueue::default(),
            clusters: BTreeMap::new(),
            task_definitions: TaskDefinitions::default(),
            services: Vec::new(),
            service_names: HashMap::new(),
            tasks: Tasks::default(),
            tags: Tags::default(),
            settings: BTreeMap::new(),
            images: Images::default(),
            rules: ActiveRules::default(),
            effects: Vec::new(),
        }
    }

    /// Sets how long a step takes, which stands for 20 s at AWS. A rollout takes about four steps. A step shorter than
    /// 4 ms is taken as 4 ms: a quarter of it must not be zero, or retries would
    /// loop forever at one moment.
    pub(crate) fn set_step(&mut self, step: Duration) {
        self.time_scale.step = step.max(SHORTEST_STEP);
    }

    /// The effects since the last call.
    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Adds a rule. It holds for tasks and rollouts that begin after it.
    pub fn rule(&mut self, rule: Rule) {
        self.rules.add(rule);
    }

    /// The name of the active cluster of a call.
    pub(crate) fn cluster_name(&self, input: Input) -> Result<String, ApiError> {
        let name = names::last(input.text("cluster").unwrap_or(DEFAULT_CLUSTER));
        match self.clusters.get(name) {
            Some(cluster) if cluster.active => Ok(name.to_owned()),
            _ => Err(ApiError::client("ClusterNotFoundException", "Cluster not found.")),
        }
    }

    pub(crate) fn cluster_arn(&self, name: &str) -> String {
        self.location.arn(&format!("cluster/{}", names::last(name)))
    }

    /// The services of a cluster, by name.
    pub(crate) fn services_in(&self, cluster: &str) -> impl Iterator<Item = &Service> {
        let named = self.service_names.get(cluster).into_iter().flatten();
        named.map(|(_, id)| &self.services[id.0])
    }

    pub(crate) fn service_id(&self, cluster: &str, name: &str) -> Result<ServiceId, ApiError> {
        names::same_cluster(cluster, name)?;
        let found = self.service_names.get(cluster).and_then(|names| names.get(names::last(name)));
        found.copied().ok_or_else(|| ApiError::client("ServiceNotFoundException", "Service not found."))
    }

    pub(crate) fn service(&self, cluster: &str, name: &str) -> Result<&Service, ApiError> {
        self.service_id(cluster, name).map(|id| &self.services[id.0])
    }
}
