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
    pub(crate) outputs: Outputs,
}

impl State {
    /// The revision that was applied to a service; none if the configuration leaves it open.
    pub(crate) fn applied(&self, service: &str) -> Option<&TaskDefinitionRef> {
        let applied = &self.services.iter().find(|applied| applied.name == service)?.task_definition;
        Some(applied).filter(|applied| applied.has_revision())
    }
}

/// An ECS service as Terraform applied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AppliedService {
    /// The cluster as the configuration gave it: ARN or name.
    pub(crate) cluster: String,
    pub(crate) name: String,
    pub(crate) arn: String,
    /// The task definition as the configuration gave it.
    pub(crate) task_definition: TaskDefinitionRef,
}
