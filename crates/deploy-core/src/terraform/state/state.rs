use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

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
    /// The architecture that the task definition is for, `X86_64` or `ARM64`; none if it leaves it open.
    #[serde(skip)]
    pub(crate) architecture: Option<String>,
}

impl ContainerImage {
    /// Without what else is known of its task definition.
    pub(crate) fn named(name: String, image: String) -> Self {
        Self { name, image, architecture: None }
    }

    /// From the attribute `container_definitions`; none if it is not a list of containers.
    pub(crate) fn parse_all(container_definitions: &str) -> Option<Vec<Self>> {
        serde_json::from_str(container_definitions).ok()
    }

    /// From the attributes of a task definition.
    pub(crate) fn of_task_definition(attributes: &Value) -> Option<Vec<Self>> {
        let mut images = Self::parse_all(attributes.get("container_definitions")?.as_str()?)?;
        let architecture = architecture(attributes);
        for image in &mut images {
            image.architecture.clone_from(&architecture);
        }
        Some(images)
    }
}

/// Fargate takes `X86_64` where nothing else is said; instances run what they are made for.
/// (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html>)
fn architecture(attributes: &Value) -> Option<String> {
    let platform = attributes.pointer("/runtime_platform/0/cpu_architecture").and_then(Value::as_str);
    let compatibilities = attributes.get("requires_compatibilities").and_then(Value::as_array);
    let is_fargate = compatibilities.is_some_and(|all| all.iter().any(|one| one == "FARGATE"));
    let named = platform.filter(|name| !name.is_empty());
    named.or_else(|| is_fargate.then_some("X86_64")).map(str::to_owned)
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
