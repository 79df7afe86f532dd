//! The services of an environment, by their labels in the output `services`, and where they are.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::error::Error as StepsError;
use crate::aws::ecs::Cluster;
use crate::error::Error;
use crate::terraform::{self, AppliedService, Outputs, State};
use crate::types::ServiceArn;

/// Services of an environment.
#[derive(Clone, Debug)]
pub(crate) struct Services {
    /// The name or ARN of the cluster that the outputs name.
    pub(crate) cluster: String,
    /// The services, by their labels.
    pub(crate) by_label: BTreeMap<String, ServicePlace>,
}

/// A service, and where it is: its ARN says that, as far as the state has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServicePlace {
    pub(crate) cluster: Cluster,
    pub(crate) name: String,
}

impl ServicePlace {
    /// Of a service that was applied, in the cluster as the configuration gave it.
    pub(crate) fn of_applied(applied: &AppliedService) -> Self {
        let arn: Option<ServiceArn> = applied.arn.parse().ok();
        let region = arn.map(|arn| arn.region);
        Self { cluster: Cluster { region, name: applied.cluster.clone() }, name: applied.name.clone() }
    }
}

impl Services {
    /// All services that the outputs name. `needed_by` is the command that needs them.
    pub(crate) fn of_state(state: &State, needed_by: &str) -> Result<Self, Error> {
        let cluster = state.outputs.get_string("cluster_name", needed_by)?;
        let names = state.outputs.get_map("services", needed_by)?;
        let by_label = names.into_iter().map(|(label, name)| (label, place(&name, &cluster, state)));
        Ok(Self { by_label: by_label.collect(), cluster })
    }

    /// The names of the services of each cluster.
    pub(crate) fn by_cluster(&self) -> BTreeMap<Cluster, Vec<String>> {
        let mut clusters: BTreeMap<Cluster, Vec<String>> = BTreeMap::new();
        for place in self.by_label.values() {
            clusters.entry(place.cluster.clone()).or_default().push(place.name.clone());
        }
        clusters
    }

    /// The services' names, in the order of their labels.
    pub(crate) fn names(&self) -> Vec<String> {
        self.by_label.values().map(|place| place.name.clone()).collect()
    }
}

/// The services that were applied, by the clusters that they are in: their ARNs say where these are.
pub(super) fn applied_by_cluster(state: &State) -> BTreeMap<Cluster, Vec<AppliedService>> {
    let mut clusters: BTreeMap<Cluster, Vec<AppliedService>> = BTreeMap::new();
    for service in &state.services {
        clusters.entry(ServicePlace::of_applied(service).cluster).or_default().push(service.clone());
    }
    clusters
}

/// Where the service is that an output names, by its name or its ARN. Several clusters may have one of that name: that of
/// the outputs comes first.
fn place(given: &str, cluster: &str, state: &State) -> ServicePlace {
    let mut named: Vec<_> =
        state.services.iter().filter(|applied| applied.name == given || applied.arn == given).collect();
    named.sort_by_key(|applied| !is_same_cluster(&applied.cluster, cluster));
    if let Some(applied) = named.first() {
        return ServicePlace::of_applied(applied);
    }
    if let Ok(ServiceArn { region, cluster: of_arn, name }) = given.parse() {
        let cluster = of_arn.unwrap_or_else(|| cluster.to_owned());
        return ServicePlace { cluster: Cluster { region: Some(region), name: cluster }, name };
    }
    ServicePlace { cluster: cluster_of(cluster, state), name: given.to_owned() }
}

/// Where a cluster is, given by its name or its ARN: the services that were applied to it say that, too.
fn cluster_of(cluster: &str, state: &State) -> Cluster {
    let neighbour = state.services.iter().find(|applied| is_same_cluster(&applied.cluster, cluster));
    let alone = || Cluster::named(cluster.to_owned(), None);
    neighbour.map_or_else(alone, |applied| ServicePlace::of_applied(applied).cluster)
}

/// Whether two clusters, each given by its name or its ARN, have the same name.
fn is_same_cluster(one: &str, other: &str) -> bool {
    let name = |cluster: &str| cluster.rsplit('/').next().map(str::to_owned);
    name(one) == name(other)
}

/// The outputs of an environment in which something is deployed, and the cluster that they name.
pub(crate) async fn outputs(environment: &Environment, needed_by: &str) -> Result<(Outputs, Cluster), Error> {
    let state = terraform::state_or_outputs(&environment.terraform, &environment.connection).await?;
    require_resources(environment, &state)?;
    let cluster = cluster_of(&state.outputs.get_string("cluster_name", needed_by)?, &state);
    Ok((state.outputs, cluster))
}

/// Fails where nothing was applied yet, or everything was destroyed: a missing output would be the smaller half of it.
pub(crate) fn require_resources(environment: &Environment, state: &State) -> Result<(), Error> {
    if state.has_resources || !state.outputs.is_empty() {
        return Ok(());
    }
    Err(StepsError::NothingDeployed(environment.config.name.clone()).into())
}

/// The services with these labels or names; all of them where none is given.
pub(crate) async fn select(
    environment: &Environment,
    wanted: &[String],
    needed_by: &str,
) -> Result<Services, Error> {
    let state = terraform::state_or_outputs(&environment.terraform, &environment.connection).await?;
    require_resources(environment, &state)?;
    select_of(&state, environment, wanted, needed_by)
}

/// The same of a state that was read.
pub(crate) fn select_of(
    state: &State,
    environment: &Environment,
    wanted: &[String],
    needed_by: &str,
) -> Result<Services, Error> {
    let mut services = Services::of_state(state, needed_by)?;
    let means = |word: &String, label: &String, place: &ServicePlace| word == label || *word == place.name;
    let is_known = |word: &&String| services.by_label.iter().any(|(label, place)| means(word, label, place));
    let unknown: Vec<_> = wanted.iter().filter(|word| !is_known(word)).cloned().collect();
    if !unknown.is_empty() {
        return Err(StepsError::UnknownServices {
            unknown,
            environment: environment.config.name.clone(),
            known: services.by_label.into_keys().collect(),
        }
        .into());
    }
    let is_wanted = |label: &String, place: &mut ServicePlace| {
        wanted.is_empty() || wanted.iter().any(|word| means(word, label, place))
    };
    services.by_label.retain(is_wanted);
    Ok(services)
}
