//! The services of an environment, by their labels in the output `services`.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::error::Error as StepsError;
use crate::error::Error;
use crate::terraform::{self, Outputs, State};

/// Services of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct Services {
    /// The cluster's name or ARN.
    pub(crate) cluster: String,
    /// The services' names, by their labels.
    pub(crate) by_label: BTreeMap<String, String>,
}

impl Services {
    /// All services that the outputs name. `needed_by` is the command that needs them.
    pub(crate) fn of_outputs(outputs: &Outputs, needed_by: &str) -> Result<Self, Error> {
        let cluster = outputs.get_string("cluster_name", needed_by)?;
        Ok(Self { cluster, by_label: outputs.get_map("services", needed_by)? })
    }

    /// The services' names, in the order of their labels.
    pub(crate) fn names(&self) -> Vec<String> {
        self.by_label.values().cloned().collect()
    }
}

/// The outputs of an environment in which something is deployed.
pub(crate) async fn outputs(environment: &Environment) -> Result<Outputs, Error> {
    let outputs = terraform::outputs(&environment.terraform, &environment.connection).await?;
    if outputs.is_empty() {
        let state = terraform::state(&environment.terraform, &environment.connection).await?;
        require_resources(environment, &state.unwrap_or_default())?;
    }
    Ok(outputs)
}

/// Fails where nothing was applied yet, or everything was destroyed: a missing output would be the smaller half of it.
pub(crate) fn require_resources(environment: &Environment, state: &State) -> Result<(), Error> {
    if state.has_resources || !state.outputs.is_empty() {
        return Ok(());
    }
    Err(StepsError::NothingDeployed(environment.config.name.clone()).into())
}

/// The services with these labels; all of them where none is given.
pub(crate) async fn select(
    environment: &Environment,
    labels: &[String],
    needed_by: &str,
) -> Result<Services, Error> {
    let outputs = outputs(environment).await?;
    let mut services = Services::of_outputs(&outputs, needed_by)?;
    let known = &services.by_label;
    let unknown: Vec<_> = labels.iter().filter(|label| !known.contains_key(*label)).cloned().collect();
    if !unknown.is_empty() {
        return Err(StepsError::UnknownServices {
            unknown,
            environment: environment.config.name.clone(),
            known: services.by_label.into_keys().collect(),
        }
        .into());
    }
    services.by_label.retain(|label, _| labels.is_empty() || labels.contains(label));
    Ok(services)
}
