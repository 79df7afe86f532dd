//! What is followed: which deployment of which service, and what was known before the change.

use std::collections::BTreeSet;

use super::super::service::Service;
use crate::types::TaskDefinitionRef;

/// A rollout to follow.
#[derive(Clone, Debug)]
pub(crate) struct RolloutTarget {
    /// The cluster's name or ARN.
    pub(crate) cluster: String,
    /// The service's name.
    pub(crate) service: String,
    pub(crate) deployment: TargetDeployment,
    pub(crate) baseline: Baseline,
}

/// Which deployment is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TargetDeployment {
    /// The one with this id: ECS named it when it accepted the update.
    Id(String),
    /// The one that rolls out this task definition: Terraform made it, and does not say its id.
    TaskDefinition {
        /// As Terraform has it.
        definition: TaskDefinitionRef,
        /// Whether Terraform changed the service in this run.
        changed: bool,
    },
}

/// What was known of a service before a change: what is no news.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    /// The id of its primary deployment.
    pub(crate) primary: Option<String>,
    /// The ids of its events.
    pub(crate) events: BTreeSet<String>,
}

impl Baseline {
    /// What is known of a service now.
    pub(crate) fn of(service: &Service) -> Self {
        Self {
            primary: service.primary().map(|primary| primary.id.clone()),
            events: service.events.iter().map(|event| event.id.clone()).collect(),
        }
    }
}
