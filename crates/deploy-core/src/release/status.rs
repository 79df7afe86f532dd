//! `deploy status`: how the services of an environment stand. Nothing is changed, and no Terraform is run where the
//! state can be read.

use serde::Serialize;

use crate::aws::Aws;
use crate::ecs::{Ecs, Standing};
use crate::image::EnvName;
use crate::project::Environment;

use super::Run;
use super::ready::{Intent, aws_settings};

const COMMAND: &str = "status";

/// How the services of an environment stand.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// The environment.
    pub environment: EnvName,
    /// Its cluster: name or ARN.
    pub cluster: String,
    /// The tag that was applied last, if the outputs say so.
    pub app_tag: Option<String>,
    /// Its services, by their labels.
    pub services: Vec<ServiceStatus>,
}

/// How a service stands.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceStatus {
    /// Its label in the `services` output.
    pub label: String,
    /// The revision that Terraform applied last, `family:revision`; none if its state does not say.
    pub applied: Option<String>,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

impl Run {
    /// Looks at the services of an environment.
    pub async fn status(&self, environment: &Environment) -> Result<Status, crate::Error> {
        let ready = self.ready(environment, Intent::Read).await?;
        let state = ready.terraform.state(ready.aws.as_ref()).await?.unwrap_or_default();
        let outputs = &state.outputs;
        let cluster = outputs.get_string("cluster_name", COMMAND)?;
        let labels = outputs.get_map("services", COMMAND)?;
        let app_tag = outputs.get("app_tag").and_then(|output| output.value.as_ref()?.as_str());
        let aws = match ready.aws {
            Some(aws) => aws,
            None => Aws::connect(&aws_settings(environment)).await?,
        };
        let names: Vec<_> = labels.values().cloned().collect();
        let standing = Ecs::new(&aws).standing(&cluster, &names).await?;
        let services = labels.into_keys().zip(standing).map(|(label, standing)| {
            let applied = state.applied(&standing.service);
            ServiceStatus { label, applied, standing }
        });
        Ok(Status {
            environment: environment.name.clone(),
            app_tag: app_tag.map(str::to_owned),
            services: services.collect(),
            cluster,
        })
    }
}

impl ServiceStatus {
    /// The revision that Terraform applied, and the other one that ECS keeps running, as after a rollback.
    pub fn drift(&self) -> Option<(&str, &str)> {
        let primary = self.standing.primary()?;
        let applied = self.applied.as_deref().filter(|applied| *applied != primary.task_definition)?;
        Some((applied, &primary.task_definition))
    }
}
