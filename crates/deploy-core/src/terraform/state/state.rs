use std::collections::BTreeMap;

use serde::Deserialize;

use super::outputs::Outputs;
use crate::types::TaskDefinitionRef;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// Stays the same for as long as the state is the same one.
    pub(crate) lineage: String,
    /// Grows with each change.
    pub(crate) serial: u64,
    /// The ECS services, in the order of the state.
    pub(crate) services: Vec<AppliedService>,
    /// The task definitions, by the addresses of their resources.
    pub(crate) task_definitions: BTreeMap<String, AppliedTaskDefinition>,
    pub(crate) outputs: Outputs,
    /// Whether it holds any resource that Terraform made.
    pub(crate) has_resources: bool,
}

impl State {
    /// The revision that was applied to a service; none if the configuration leaves it open.
    pub(crate) fn applied(&self, service: &str) -> Option<&TaskDefinitionRef> {
        let applied = &self.services.iter().find(|applied| applied.name == service)?.task_definition;
        Some(applied).filter(|applied| applied.has_revision())
    }
}

/// A task definition as Terraform registered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AppliedTaskDefinition {
    /// Its ARN.
    pub(crate) definition: TaskDefinitionRef,
    pub(crate) images: Vec<ContainerImage>,
}

/// An image of a container of a task definition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct ContainerImage {
    /// The container's name.
    #[serde(default)]
    pub(crate) name: String,
    /// The image, as the task definition names it.
    #[serde(default)]
    pub(crate) image: String,
}

impl ContainerImage {
    /// From the attribute `container_definitions`; none if it is not a list of containers.
    pub(crate) fn parse_all(container_definitions: &str) -> Option<Vec<Self>> {
        serde_json::from_str(container_definitions).ok()
    }
}

/// An ECS service as Terraform applied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AppliedService {
    /// The address of its resource.
    pub(crate) address: String,
    /// The cluster as the configuration gave it: ARN or name.
    pub(crate) cluster: String,
    pub(crate) name: String,
    pub(crate) arn: String,
    /// The task definition as the configuration gave it.
    pub(crate) task_definition: TaskDefinitionRef,
}
