//! Rollouts that wait for a person at a pause hook: they continue, or are rolled back.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html>

use aws_sdk_ecs::types::DeploymentLifecycleHookAction;

use super::client::Ecs;
use super::error::Error;
use super::service;
use super::service_deployment::{self, ServiceDeployment};
use crate::event::PausedRollout;

/// What a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The rollout continues.
    Continue,
    /// It is rolled back.
    RollBack,
}

/// Decides for all hooks at which the rollout of a service waits, and returns them.
pub(crate) async fn decide(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    decision: Decision,
) -> Result<Vec<PausedRollout>, Error> {
    let found = service::describe(ecs, cluster, &[service.to_owned()]).await?.pop().flatten();
    let arn = found.and_then(|service| service.current_service_deployment);
    let deployment = match arn {
        Some(arn) => service_deployment::describe(ecs, &[arn]).await?.pop(),
        None => None,
    };
    let pauses = deployment.as_ref().map(ServiceDeployment::pauses).unwrap_or_default();
    let Some(deployment) = deployment.filter(|_| !pauses.is_empty()) else {
        return Err(Error::NotPaused { service: service.to_owned() });
    };
    for pause in &pauses {
        act(ecs, &deployment.arn, &pause.hook, decision).await?;
    }
    Ok(pauses)
}

async fn act(ecs: &Ecs, deployment: &str, hook: &str, decision: Decision) -> Result<(), Error> {
    let action = match decision {
        Decision::Continue => DeploymentLifecycleHookAction::Continue,
        Decision::RollBack => DeploymentLifecycleHookAction::Rollback,
    };
    let call = ecs.changing().continue_service_deployment().service_deployment_arn(deployment);
    let answer = call.hook_id(hook).action(action).send().await;
    let doing = || format!("decide for the hook {hook}");
    answer.map(drop).map_err(|error| ecs.error(doing(), "ContinueServiceDeployment", &error))
}
