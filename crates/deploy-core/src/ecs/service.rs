//! What `DescribeServices` says of a service, as far as a rollout is judged by it.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html> and `API_Deployment.html`.

use std::collections::BTreeSet;

use aws_sdk_ecs::types;

/// A service at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// `ACTIVE`, `DRAINING` or `INACTIVE`.
    pub status: String,
    /// Its deployments, the primary one and those that are being replaced.
    pub deployments: Vec<Deployment>,
    /// What ECS said of it, newest first: id and text.
    pub events: Vec<(String, String)>,
    /// The ARN of the service deployment in progress, or the last one.
    pub service_deployment: Option<String>,
    /// Whether ECS rolls a failed deployment back (by the circuit breaker or by alarms).
    pub rolls_back: bool,
}

/// A deployment at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// `ecs-svc/…`.
    pub id: String,
    /// Whether it is the one that the service is to have; the others are being replaced.
    pub primary: bool,
    /// The ARN of its task definition.
    pub task_definition: String,
    /// How far it is; some kinds of service (behind a classic load balancer) do not say.
    pub rollout: Option<Rollout>,
    /// Why it is there.
    pub reason: Option<String>,
    /// Tasks wanted.
    pub desired: i32,
    /// Tasks that run.
    pub running: i32,
    /// Tasks that are starting.
    pub pending: i32,
    /// Tasks that failed.
    pub failed: i32,
}

/// A deployment's `rolloutState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollout {
    /// Still going on.
    InProgress,
    /// Reached a steady state.
    Completed,
    /// Given up.
    Failed,
}

/// What was known of a service before a change: what is no news.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The id of its primary deployment.
    pub primary: Option<String>,
    /// The ids of its events.
    pub events: BTreeSet<String>,
}

impl Service {
    /// Its primary deployment.
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.primary)
    }

    /// The deployment with an id.
    pub fn deployment(&self, id: &str) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.id == id)
    }

    /// "ECS deployment circuit breaker: rolling back to deploymentId …" is the reason of a rollback's own deployment.
    pub(super) fn is_rolling_back(&self) -> bool {
        let reason = self.primary().and_then(|primary| primary.reason.as_deref());
        reason.is_some_and(|reason| reason.contains("rolling back"))
    }

    /// What is known now.
    pub fn baseline(&self) -> Baseline {
        Baseline {
            primary: self.primary().map(|primary| primary.id.clone()),
            events: self.events.iter().map(|(id, _)| id.clone()).collect(),
        }
    }
}

/// `family:revision` of a task definition's ARN.
pub(super) fn short(task_definition: &str) -> &str {
    task_definition.rsplit_once('/').map_or(task_definition, |(_, short)| short)
}

/// Whether `name` (an ARN, `family:revision`, or a family) means the task definition with an ARN.
pub(super) fn names(name: &str, arn: &str) -> bool {
    let short = short(arn);
    name == arn || name == short || short.split_once(':').is_some_and(|(family, _)| family == name)
}

impl From<&types::Service> for Service {
    fn from(service: &types::Service) -> Self {
        let configuration = service.deployment_configuration();
        let breaker = configuration.and_then(|it| it.deployment_circuit_breaker());
        let alarms = configuration.and_then(|it| it.alarms());
        Self {
            name: service.service_name().unwrap_or_default().to_owned(),
            status: service.status().unwrap_or_default().to_owned(),
            deployments: service.deployments().iter().map(Deployment::from).collect(),
            events: service
                .events()
                .iter()
                .map(|event| (owned(event.id()), owned(event.message())))
                .collect(),
            service_deployment: service.current_service_deployment().map(str::to_owned),
            rolls_back: breaker.is_some_and(|it| it.enable() && it.rollback())
                || alarms.is_some_and(|it| it.enable() && it.rollback()),
        }
    }
}

impl From<&types::Deployment> for Deployment {
    fn from(deployment: &types::Deployment) -> Self {
        Self {
            id: owned(deployment.id()),
            primary: deployment.status() == Some("PRIMARY"),
            task_definition: owned(deployment.task_definition()),
            rollout: deployment.rollout_state().and_then(rollout),
            reason: deployment.rollout_state_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
            desired: deployment.desired_count(),
            running: deployment.running_count(),
            pending: deployment.pending_count(),
            failed: deployment.failed_tasks(),
        }
    }
}

/// A state that we do not know yet is judged by the counts, as if there were none.
fn rollout(state: &types::DeploymentRolloutState) -> Option<Rollout> {
    match state {
        types::DeploymentRolloutState::InProgress => Some(Rollout::InProgress),
        types::DeploymentRolloutState::Completed => Some(Rollout::Completed),
        types::DeploymentRolloutState::Failed => Some(Rollout::Failed),
        _ => None,
    }
}

fn owned(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}
