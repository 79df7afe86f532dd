//! Service deployments: what became of a change of a service, also once its deployment is gone.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>

use std::cmp::Reverse;

use aws_sdk_ecs::types::{self, ServiceDeploymentBrief, StopServiceDeploymentStopType};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use super::client::Ecs;
use super::deployment::timestamp;
use super::error::Error;
use super::lifecycle::Lifecycle;
use crate::event::PausedRollout;
use crate::types::TaskDefinitionRef;

/// As many service deployments, and as many revisions, as one call describes.
const DEPLOYMENTS_A_CALL: usize = 20;

/// A service deployment at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ServiceDeployment {
    pub(super) arn: String,
    /// The id of its deployment, `ecs-svc/…`: its revision has the same number.
    pub(super) deployment: String,
    /// `PENDING`, `IN_PROGRESS`, `SUCCESSFUL`, `STOPPED`, `ROLLBACK_…`.
    pub(super) status: String,
    pub(super) reason: Option<String>,
    pub(super) created: Option<Timestamp>,
    /// When its status or its stage changed last.
    pub(super) updated: Option<Timestamp>,
    /// The alarms that were triggered.
    pub(super) alarms: Vec<String>,
    /// Only of a blue/green, linear or canary one.
    pub(super) lifecycle: Option<Lifecycle>,
}

impl ServiceDeployment {
    /// Whether ECS does not deploy it any more: it has ended, or is stopped or rolled back.
    pub(super) fn is_over(&self) -> bool {
        let over = ["SUCCESSFUL", "STOP_REQUESTED", "STOPPED"];
        over.contains(&self.status.as_str()) || self.status.starts_with("ROLLBACK")
    }

    /// The hooks at which it waits for a person.
    pub(super) fn pauses(&self) -> Vec<PausedRollout> {
        let lifecycle = self.lifecycle.as_ref().filter(|_| !self.is_over());
        lifecycle.map(Lifecycle::pauses).unwrap_or_default()
    }
}

/// Describes service deployments. One that ECS does not have is left out.
pub(super) async fn describe(ecs: &Ecs, arns: &[String]) -> Result<Vec<ServiceDeployment>, Error> {
    let pages = arns.chunks(DEPLOYMENTS_A_CALL).map(|arns| describe_page(ecs, arns));
    Ok(try_join_all(pages).await?.concat())
}

async fn describe_page(ecs: &Ecs, arns: &[String]) -> Result<Vec<ServiceDeployment>, Error> {
    let call = ecs.client().describe_service_deployments();
    let answer = call.set_service_deployment_arns(Some(arns.to_vec())).send().await;
    let answer = answer.map_err(|error| {
        ecs.error("read the status of the service deployments", "DescribeServiceDeployments", &error)
    })?;
    Ok(answer.service_deployments().iter().map(ServiceDeployment::from).collect())
}

/// One service deployment. An account may not be allowed to ask: then nothing is known.
pub(super) async fn find(ecs: &Ecs, arn: &str) -> Option<ServiceDeployment> {
    describe(ecs, &[arn.to_owned()]).await.ok()?.pop()
}

/// Asks ECS to roll a service deployment back. This works without a circuit breaker.
pub(super) async fn roll_back(ecs: &Ecs, arn: &str) -> Result<(), Error> {
    let call = ecs.changing().stop_service_deployment().service_deployment_arn(arn);
    let answer = call.stop_type(StopServiceDeploymentStopType::Rollback).send().await;
    answer
        .map(drop)
        .map_err(|error| ecs.error("roll the service deployment back", "StopServiceDeployment", &error))
}

/// The newest service deployment that rolls out a task definition, and that is none of `known`. An account may not be
/// allowed to ask: then nothing is known.
pub(super) async fn find_by_definition(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    definition: &TaskDefinitionRef,
    known: Option<&str>,
) -> Option<ServiceDeployment> {
    let mut briefs = list(ecs, cluster, service).await?;
    briefs.retain(|brief| brief.service_deployment_arn() != known);
    briefs.truncate(DEPLOYMENTS_A_CALL);
    let revisions = briefs.iter().filter_map(|brief| brief.target_service_revision_arn().map(str::to_owned));
    let revisions: Vec<_> = revisions.collect();
    if revisions.is_empty() {
        return None;
    }
    let call = ecs.client().describe_service_revisions().set_service_revision_arns(Some(revisions));
    let answer = call.send().await.ok()?;
    let rolls_out = |brief: &&ServiceDeploymentBrief| {
        let revision = answer
            .service_revisions()
            .iter()
            .find(|revision| revision.service_revision_arn() == brief.target_service_revision_arn());
        let runs = revision.and_then(|revision| revision.task_definition());
        runs.is_some_and(|runs| definition.means(&runs.into()))
    };
    briefs.iter().find(rolls_out).map(ServiceDeployment::from)
}

/// The service deployment of a deployment. An account may not be allowed to ask: then nothing is known.
pub(super) async fn find_by_deployment(
    ecs: &Ecs,
    cluster: &str,
    service: &str,
    deployment: &str,
) -> Option<ServiceDeployment> {
    let briefs = list(ecs, cluster, service).await?;
    let found = briefs.iter().map(ServiceDeployment::from).find(|found| found.deployment == deployment)?;
    find(ecs, &found.arn).await.or(Some(found))
}

/// The newest first.
async fn list(ecs: &Ecs, cluster: &str, service: &str) -> Option<Vec<ServiceDeploymentBrief>> {
    let call = ecs.client().list_service_deployments().cluster(cluster).service(service);
    let mut briefs = call.send().await.ok()?.service_deployments.unwrap_or_default();
    briefs.sort_by_key(|brief| Reverse(brief.created_at().and_then(timestamp)));
    Some(briefs)
}

impl From<&ServiceDeploymentBrief> for ServiceDeployment {
    fn from(brief: &ServiceDeploymentBrief) -> Self {
        Self {
            arn: brief.service_deployment_arn().unwrap_or_default().to_owned(),
            deployment: deployment_of(brief.target_service_revision_arn()),
            status: brief.status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
            reason: given(brief.status_reason()),
            created: brief.created_at().and_then(timestamp),
            ..Self::default()
        }
    }
}

impl From<&types::ServiceDeployment> for ServiceDeployment {
    fn from(deployment: &types::ServiceDeployment) -> Self {
        let rollback = deployment.rollback().and_then(types::Rollback::reason);
        let alarms = deployment.alarms().map(types::ServiceDeploymentAlarms::triggered_alarm_names);
        let target = deployment.target_service_revision();
        Self {
            arn: deployment.service_deployment_arn().unwrap_or_default().to_owned(),
            deployment: deployment_of(target.and_then(types::ServiceRevisionSummary::arn)),
            status: deployment.status().map(|status| status.as_str().to_owned()).unwrap_or_default(),
            reason: given(deployment.status_reason()).or_else(|| given(rollback)),
            created: deployment.created_at().and_then(timestamp),
            updated: deployment.updated_at().and_then(timestamp),
            alarms: alarms.unwrap_or_default().to_vec(),
            lifecycle: Lifecycle::of(deployment),
        }
    }
}

/// `ecs-svc/N` of `…/N`.
fn deployment_of(revision: Option<&str>) -> String {
    let number = revision.and_then(|arn| arn.rsplit_once('/')).map(|(_, number)| number);
    number.map(|number| format!("ecs-svc/{number}")).unwrap_or_default()
}

fn given(reason: Option<&str>) -> Option<String> {
    reason.filter(|reason| !reason.is_empty()).map(str::to_owned)
}
