//! Service deployments: what became of a change of a service, also once its deployment is gone.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>

use super::client::Ecs;

/// What `DescribeServiceDeployments` says of a service deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServiceDeploymentStatus {
    pub(super) status: String,
    pub(super) reason: Option<String>,
}

/// What became of a service deployment. An account may not be allowed to ask: then nothing is known.
pub(super) async fn status(ecs: &Ecs, arn: &str) -> Option<ServiceDeploymentStatus> {
    let answer =
        ecs.client().describe_service_deployments().service_deployment_arns(arn).send().await.ok()?;
    let deployment = answer.service_deployments().first()?;
    Some(ServiceDeploymentStatus {
        status: deployment.status()?.as_str().to_owned(),
        reason: deployment.status_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
    })
}
