//! `deploy status`: the status of the services of an environment. Nothing is changed, and no Terraform is run where the
//! state can be read.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::aws::ecs::status::{self, ServiceStatus};
use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::runs::lock;
use crate::steps::services::{self, Services};
use crate::terraform;
use crate::types::{EnvName, LockHolder, TaskDefinitionRef};

const COMMAND: &str = "status";

/// The status of the services of an environment.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// The environment.
    pub environment: EnvName,
    /// Its cluster: name or ARN.
    pub cluster: String,
    /// The tag that was applied last, if the outputs say so.
    pub app_tag: Option<String>,
    /// Who has locked it, if anybody has.
    pub lock: Option<LockHolder>,
    /// Its services, by their labels.
    pub services: Vec<ServiceEntry>,
}

/// A service with its label.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceEntry {
    /// Its label in the `services` output.
    pub label: String,
    /// The revision that Terraform applied last; none if its state does not say.
    pub applied: Option<TaskDefinitionRef>,
    /// Its status.
    #[serde(flatten)]
    pub status: ServiceStatus,
}

impl ServiceEntry {
    /// The revision that Terraform applied, and the other one that ECS keeps running, as after a rollback.
    pub fn drift(&self) -> Option<(&TaskDefinitionRef, &TaskDefinitionRef)> {
        let running = &self.status.primary()?.task_definition;
        let applied = self.applied.as_ref().filter(|applied| applied.short() != running.short())?;
        Some((applied, running))
    }
}

/// Reads the status of the services of an environment.
pub async fn status(session: &Session, config: &EnvironmentConfig) -> Result<Status, Error> {
    let environment = environment::open(session, config, Access::Query).await?;
    let state = terraform::state(&environment.terraform, &environment.connection).await?.unwrap_or_default();
    services::require_resources(&environment, &state)?;
    let services = Services::of_state(&state, COMMAND)?;
    let app_tag = state.outputs.get("app_tag").and_then(|output| output.value.as_ref()?.as_str());
    let aws = environment.aws().await?;
    let mut statuses = BTreeMap::new();
    for (cluster, names) in services.by_cluster() {
        let found = status::read(&cluster.ecs(aws), &cluster.name, &names).await?;
        statuses.extend(names.into_iter().map(|name| (cluster.clone(), name)).zip(found));
    }
    let entries = services.by_label.into_iter().filter_map(|(label, place)| {
        let status = statuses.get(&(place.cluster, place.name))?.clone();
        let applied = state.applied(&status.service).cloned();
        Some(ServiceEntry { label, applied, status })
    });
    Ok(Status {
        environment: config.name.clone(),
        app_tag: app_tag.map(str::to_owned),
        lock: lock::holder(session, &environment).await,
        services: entries.collect(),
        cluster: services.cluster,
    })
}
