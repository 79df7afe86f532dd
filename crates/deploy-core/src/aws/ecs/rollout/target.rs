//! What is followed: which deployment of which service, and what was known before the change.

use std::collections::BTreeSet;

use super::super::cluster::Cluster;
use super::super::service::Service;
use crate::types::{Digest, TaskDefinitionRef};

/// A rollout to follow.
#[derive(Clone, Debug)]
pub(crate) struct RolloutTarget {
    pub(crate) cluster: Cluster,
    /// The service's name.
    pub(crate) service: String,
    pub(crate) deployment: TargetDeployment,
    pub(crate) baseline: Baseline,
    /// What its tasks must run once the rollout has completed.
    pub(crate) expected: Expected,
}

impl RolloutTarget {
    /// Whether a deployment began with the change: ECS said so, or it was not there before.
    pub(super) fn is_new(&self, deployment: &str) -> bool {
        matches!(self.deployment, TargetDeployment::Id(_) | TargetDeployment::Known { .. })
            || self.baseline.primary.as_deref() != Some(deployment)
    }
}

/// What the tasks of a service must run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Nothing is known of its images: counts and health alone are checked.
    #[default]
    Anything,
    /// These images, each by its digest.
    Images(Vec<ExpectedImage>),
    /// It cannot be known, for this reason.
    Unknown(String),
    /// It is known that they run something else.
    Other(String),
}

/// An image that a container must run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpectedImage {
    /// The container's name.
    pub(crate) container: String,
    /// The image, as the task definition names it.
    pub(crate) image: String,
    /// The digests under which the registry has it: that of the tag, and, of an index, those of its manifests.
    pub(crate) digests: Vec<Digest>,
}

/// What is done about a rollout whose tasks fail again and again, which ECS itself may go on with for hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// Nothing: ECS keeps trying, or its circuit breaker ends it.
    #[default]
    Leave,
    /// ECS is asked to roll it back.
    RollBack,
}

/// Which deployment is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TargetDeployment {
    /// The one with this id: ECS named it when it accepted the update.
    Id(String),
    /// The one of this service deployment, which was in progress before, or has failed.
    Known {
        /// Its id.
        id: String,
        /// The ARN of its service deployment.
        arn: String,
    },
    /// The one that rolls out this task definition: Terraform made it, and does not say its id.
    TaskDefinition {
        /// As it was planned.
        definition: TaskDefinitionRef,
        /// Whether Terraform changed the service in this run.
        changed: bool,
        /// Whether this run registered it, so that a new deployment must have begun.
        new: bool,
    },
    /// None: another controller, as `CodeDeploy`, deploys the service.
    OtherController {
        controller: &'static str,
        /// Whether Terraform changed the service in this run.
        changed: bool,
    },
}

/// What was known of a service before a change: what is no news.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    /// The id of its primary deployment.
    pub(crate) primary: Option<String>,
    /// The ARN of its last service deployment.
    pub(crate) service_deployment: Option<String>,
    /// The ids of its events.
    pub(crate) events: BTreeSet<String>,
}

impl Baseline {
    /// What was known before a deployment that ECS has just accepted: in its answer, the new one is the primary one already.
    pub(crate) fn before(service: &Service, new: &str) -> Self {
        let others = service.deployments.iter().filter(|deployment| deployment.id != new);
        let newest = others.max_by_key(|deployment| deployment.created);
        Self { primary: newest.map(|deployment| deployment.id.clone()), ..Self::of(service) }
    }

    /// What is known of a service now.
    pub(crate) fn of(service: &Service) -> Self {
        Self {
            primary: service.primary().map(|primary| primary.id.clone()),
            service_deployment: service.current_service_deployment.clone(),
            events: service.events.iter().map(|event| event.id.clone()).collect(),
        }
    }
}
