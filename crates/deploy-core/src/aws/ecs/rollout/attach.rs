//! Attaching to rollouts that are in progress, or to the last ones, as after a CI job that was lost.

use super::super::client::Ecs;
use super::super::cluster::Cluster;
use super::super::deployment::RolloutState;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::service_deployment::{self, ServiceDeployment};
use super::target::{Baseline, Expected, RolloutTarget, TargetDeployment};

/// What is followed of services, in their order. One that ECS does not have is left out.
pub(crate) async fn attach(
    ecs: &Ecs,
    cluster: &Cluster,
    names: &[String],
) -> Result<Vec<RolloutTarget>, Error> {
    let services: Vec<_> =
        service::describe(ecs, &cluster.name, names).await?.into_iter().flatten().collect();
    let arns = services.iter().filter_map(|service| service.current_service_deployment.clone());
    let arns: Vec<_> = arns.collect();
    // An account may not be allowed to ask. Then only the deployments of the service are known.
    let found = if arns.is_empty() {
        Vec::new()
    } else {
        service_deployment::describe(ecs, &arns).await.unwrap_or_default()
    };
    let targets = services.into_iter().map(|service| {
        let arn = service.current_service_deployment.as_ref();
        let current = found.iter().find(|found| Some(&found.arn) == arn);
        target(cluster, service, current)
    });
    Ok(targets.collect())
}

fn target(cluster: &Cluster, service: Service, current: Option<&ServiceDeployment>) -> RolloutTarget {
    let (deployment, baseline) = match current {
        _ if service.controller.is_some() => {
            let controller = service.controller.unwrap_or_default();
            (TargetDeployment::OtherController { controller, changed: false }, Baseline::of(&service))
        }
        Some(current) if current.status != "SUCCESSFUL" => {
            let (id, arn) = (current.deployment.clone(), current.arn.clone());
            (TargetDeployment::Known { id, arn }, before(&service, &current.deployment, current))
        }
        _ => of_primary(&service),
    };
    RolloutTarget {
        cluster: cluster.clone(),
        service: service.name,
        deployment,
        baseline,
        expected: Expected::Anything,
    }
}

/// The primary deployment, where nothing is known of service deployments, or the last one has succeeded.
fn of_primary(service: &Service) -> (TargetDeployment, Baseline) {
    let baseline = Baseline::of(service);
    let Some(primary) = service.primary() else {
        return (TargetDeployment::Id(String::new()), baseline);
    };
    if primary.state == Some(RolloutState::InProgress) {
        return (TargetDeployment::Id(primary.id.clone()), baseline);
    }
    let definition = primary.task_definition.clone();
    (TargetDeployment::TaskDefinition { definition, changed: false, new: false }, baseline)
}

/// What was known before a deployment began.
fn before(service: &Service, ours: &str, current: &ServiceDeployment) -> Baseline {
    let other = service.deployments.iter().find(|deployment| deployment.id != ours);
    let is_older = |event: &&service::ServiceEvent| event.time < current.created;
    Baseline {
        primary: other.map(|deployment| deployment.id.clone()),
        service_deployment: None,
        events: service.events.iter().filter(is_older).map(|event| event.id.clone()).collect(),
    }
}
