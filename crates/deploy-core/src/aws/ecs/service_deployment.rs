//! Service deployments: what became of a change of a service, also once its deployment is gone.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>

use aws_sdk_ecs::types::{ServiceDeploymentBrief, StopServiceDeploymentStopType};

use super::client::Ecs;
use super::error::Error;
use crate::types::TaskDefinitionRef;

/// As many revisions as one call describes.
const REVISIONS_A_CALL: usize = 20;

/// What ECS says of a service deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServiceDeploymentStatus {
    pub(super) status: String,
    pub(super) reason: Option<String>,
}

/// A service deployment that was found by the task definition that it rolls out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDeployment {
    pub(super) arn: String,
    /// The id of its deployment: its revision has the same number.
    pub(super) deployment: String,
    pub(super) status: ServiceDeploymentStatus,
}

impl FoundDeployment {
    /// Whether ECS is not working on it any more.
    pub(super) fn is_over(&self) -> bool {
        !matches!(self.status.status.as_str(), "PENDING" | "IN_PROGRESS")
    }
}

/// What became of a service deployment. An account may not be allowed to ask: then nothing is known.
pub(super) async fn status(ecs: &Ecs, arn: &str) -> Option<ServiceDeploymentStatus> {
    let answer =
        ecs.client().describe_service_deployments().service_deployment_arns(arn).send().await.ok()?;
    let deployment = answer.service_deployments().first()?;
    Some(ServiceDeploymentStatus {
        status: deployment.status()?.as_str().to_owned(),
        reason: given(deployment.status_reason()),
    })
}

/// Asks ECS to roll a service deployment back. This works without a circuit breaker.
pub(super) async fn roll_back(ecs: &Ecs, arn: &str) -> Result<(), Error> {
    let call = ecs.client().stop_service_deployment().service_deployment_arn(arn);
    let answer = call.stop_type(StopServiceDeploymentStopType::Rollback).send().await;
    answer
        .map(drop)
        .map_err(|error| ecs.error("roll the service deployment back", "StopServiceDeployment", &error))
}

/// The newest service deployment that rolls out a task definition, and that is none of `known`. An account may not be
/// allowed to ask: then nothing is known.
pub(super) async fn find(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    definition: &TaskDefinitionRef,
    known: Option<&str>,
) -> Option<FoundDeployment> {
    let answer =
        ecs.client().list_service_deployments().cluster(cluster).service(service).send().await.ok()?;
    let mut briefs: Vec<_> = answer.service_deployments().iter().collect();
    briefs.retain(|brief| brief.service_deployment_arn() != known);
    briefs.sort_by_key(|brief| {
        std::cmp::Reverse(brief.created_at().map(|time| (time.secs(), time.subsec_nanos())))
    });
    briefs.truncate(REVISIONS_A_CALL);
    let revisions = briefs.iter().filter_map(|brief| brief.target_service_revision_arn().map(str::to_owned));
    let revisions: Vec<_> = revisions.collect();
    if revisions.is_empty() {
        return None;
    }
    let call = ecs.client().describe_service_revisions().set_service_revision_arns(Some(revisions));
    let answer = call.send().await.ok()?;
    let rolls_out = |brief: &&&ServiceDeploymentBrief| {
        let revision = answer
            .service_revisions()
            .iter()
            .find(|revision| revision.service_revision_arn() == brief.target_service_revision_arn());
        let runs = revision.and_then(|revision| revision.task_definition());
        runs.is_some_and(|runs| definition.means(&runs.into()))
    };
    briefs.iter().find(rolls_out).and_then(|brief| found(brief))
}

fn found(brief: &ServiceDeploymentBrief) -> Option<FoundDeployment> {
    let (_, number) = brief.target_service_revision_arn()?.rsplit_once('/')?;
    Some(FoundDeployment {
        arn: brief.service_deployment_arn()?.to_owned(),
        deployment: format!("ecs-svc/{number}"),
        status: ServiceDeploymentStatus {
            status: brief.status()?.as_str().to_owned(),
            reason: given(brief.status_reason()),
        },
    })
}

fn given(reason: Option<&str>) -> Option<String> {
    reason.filter(|reason| !reason.is_empty()).map(str::to_owned)
}
