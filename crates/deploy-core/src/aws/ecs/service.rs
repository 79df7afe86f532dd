//! Services, and the calls about them in ECS's own limit: ten services a call.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>

use aws_sdk_ecs::types;
use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::Serialize;

use super::client::Ecs;
use super::deployment::{Deployment, timestamp};
use super::error::Error;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html>
const SERVICES_A_CALL: usize = 10;

/// A service at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Service {
    pub(crate) name: String,
    /// `ACTIVE`, `DRAINING` or `INACTIVE`.
    pub(crate) status: String,
    pub(crate) running: i32,
    pub(crate) desired: i32,
    pub(crate) pending: i32,
    /// Its deployments, the primary one and those that are being replaced.
    pub(crate) deployments: Vec<Deployment>,
    /// Newest first.
    pub(crate) events: Vec<ServiceEvent>,
    /// The ARN of the service deployment in progress, or the last one.
    pub(crate) current_service_deployment: Option<String>,
    /// Whether ECS rolls a failed deployment back (by the circuit breaker or by alarms).
    pub(crate) rolls_back: bool,
    pub(crate) limits: DeploymentLimits,
    /// What deploys it, if that is not ECS.
    pub(crate) controller: Option<&'static str>,
    /// Whether a deployment has stages: it is blue/green, linear or canary.
    pub(crate) has_stages: bool,
    /// Whether a deployment may complete before all of its tasks run.
    pub(crate) succeeds_early: bool,
    /// The containers that load balancers send requests to.
    pub(crate) load_balanced: Vec<String>,
    /// The ARNs of the target groups that its tasks may be in.
    pub(crate) target_groups: Vec<String>,
}

/// What bounds a deployment of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeploymentLimits {
    /// Whether the circuit breaker ends one whose tasks fail.
    pub(crate) has_circuit_breaker: bool,
    /// Minimum and maximum healthy percent, if ECS shows them.
    pub(crate) healthy_percents: Option<(i32, i32)>,
}

/// An event of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceEvent {
    #[serde(skip)]
    pub(crate) id: String,
    /// When.
    pub time: Option<Timestamp>,
    /// What, in ECS's words.
    pub message: String,
}

/// A new deployment that ECS was asked for.
#[derive(Clone, Debug)]
pub(crate) struct NewDeployment {
    pub(crate) id: String,
    /// The service as ECS showed it in its answer.
    pub(crate) service: Service,
}

impl Service {
    pub(crate) fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.primary)
    }

    pub(crate) fn deployment(&self, id: &str) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.id == id)
    }

    /// How many tasks run of deployments that are being replaced.
    pub(crate) fn old_tasks(&self) -> i32 {
        self.deployments.iter().filter(|deployment| !deployment.primary).map(|old| old.running).sum()
    }

    /// "ECS deployment circuit breaker: rolling back to deploymentId …" is the reason of a rollback's own deployment.
    pub(crate) fn is_rolling_back(&self) -> bool {
        let reason = self.primary().and_then(|primary| primary.reason.as_deref());
        reason.is_some_and(|reason| reason.contains("rolling back"))
    }
}

/// Describes services, in their order; one that ECS does not have is `None`.
pub(crate) async fn describe(
    ecs: &Ecs,
    cluster: &str,
    names: &[String],
) -> Result<Vec<Option<Service>>, Error> {
    let pages = names.chunks(SERVICES_A_CALL).map(|names| describe_page(ecs, cluster, names));
    let found = try_join_all(pages).await?.concat();
    let by_name = |name: &String| found.iter().find(|service| service.name == *name);
    Ok(names.iter().map(|name| by_name(name).cloned()).collect())
}

async fn describe_page(ecs: &Ecs, cluster: &str, names: &[String]) -> Result<Vec<Service>, Error> {
    let call = ecs.client().describe_services().cluster(cluster).set_services(Some(names.to_vec()));
    let answer = call.send().await;
    let answer =
        answer.map_err(|error| ecs.error("read the status of the services", "DescribeServices", &error))?;
    Ok(answer.services().iter().map(Service::from).collect())
}

/// Fails unless ECS has all these services.
pub(crate) async fn require_all(ecs: &Ecs, cluster: &str, names: &[String]) -> Result<(), Error> {
    let found = describe(ecs, cluster, names).await?;
    let missing: Vec<_> = names
        .iter()
        .zip(&found)
        .filter(|(_, service)| service.as_ref().is_none_or(|service| service.status == "INACTIVE"))
        .map(|(name, _)| name.clone())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::NoService { cluster: cluster.to_owned(), services: missing })
}

/// Forces a new deployment of a service, and returns which one it is.
pub(crate) async fn force_deployment(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
) -> Result<NewDeployment, Error> {
    let call = ecs.changing().update_service().cluster(cluster).service(service).force_new_deployment(true);
    let answer = call.send().await;
    let answer =
        answer.map_err(|error| ecs.error(format!("redeploy `{service}`"), "UpdateService", &error))?;
    let described = answer.service().map(Service::from).unwrap_or_default();
    let id = described.primary().map(|primary| primary.id.clone());
    let id = id.ok_or_else(|| Error::NoDeployment { service: service.to_owned() })?;
    Ok(NewDeployment { id, service: described })
}

impl From<&types::Service> for Service {
    fn from(service: &types::Service) -> Self {
        let configuration = service.deployment_configuration();
        let breaker = configuration.and_then(|it| it.deployment_circuit_breaker());
        let alarms = configuration.and_then(|it| it.alarms());
        let strategy = configuration.and_then(|it| it.strategy());
        let early = configuration.and_then(|it| it.early_success_criteria());
        Self {
            name: service.service_name().unwrap_or_default().to_owned(),
            status: service.status().unwrap_or_default().to_owned(),
            running: service.running_count(),
            desired: service.desired_count(),
            pending: service.pending_count(),
            deployments: service.deployments().iter().map(Deployment::from).collect(),
            events: service.events().iter().map(ServiceEvent::from).collect(),
            current_service_deployment: service.current_service_deployment().map(str::to_owned),
            rolls_back: breaker.is_some_and(|it| it.enable() && it.rollback())
                || alarms.is_some_and(|it| it.enable() && it.rollback()),
            limits: DeploymentLimits {
                has_circuit_breaker: breaker.is_some_and(types::DeploymentCircuitBreaker::enable),
                healthy_percents: configuration
                    .and_then(|it| it.minimum_healthy_percent().zip(it.maximum_percent())),
            },
            controller: service.deployment_controller().and_then(|it| other_controller(it.r#type())),
            has_stages: strategy.is_some_and(|it| *it != types::DeploymentStrategy::Rolling),
            target_groups: target_groups(service),
            load_balanced: load_balanced(service),
            succeeds_early: early.is_some_and(aws_sdk_ecs::types::DeploymentEarlySuccessCriteria::enable),
        }
    }
}

fn other_controller(kind: &types::DeploymentControllerType) -> Option<&'static str> {
    match kind {
        types::DeploymentControllerType::Ecs => None,
        types::DeploymentControllerType::CodeDeploy => Some("CodeDeploy"),
        _ => Some("an external controller"),
    }
}

fn load_balanced(service: &types::Service) -> Vec<String> {
    service
        .load_balancers()
        .iter()
        .filter_map(|balancer| balancer.container_name())
        .map(str::to_owned)
        .collect()
}

fn target_groups(service: &types::Service) -> Vec<String> {
    let groups = service.load_balancers().iter().flat_map(|balancer| {
        let alternate = balancer.advanced_configuration().and_then(|it| it.alternate_target_group_arn());
        [balancer.target_group_arn(), alternate]
    });
    groups.flatten().map(str::to_owned).collect()
}

impl From<&types::ServiceEvent> for ServiceEvent {
    fn from(event: &types::ServiceEvent) -> Self {
        Self {
            id: event.id().unwrap_or_default().to_owned(),
            time: event.created_at().and_then(timestamp),
            message: event.message().unwrap_or_default().to_owned(),
        }
    }
}
