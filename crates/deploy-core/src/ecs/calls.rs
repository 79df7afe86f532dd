//! The calls to ECS that we make, in ECS's own limits: ten services and a hundred tasks a call.

use aws_sdk_ecs::error::SdkError;
use aws_sdk_ecs::operation::list_tasks::ListTasksError;
use aws_sdk_ecs::types::{DesiredStatus, Service as SdkService, Task};
use futures_util::future::try_join_all;

use super::error::Error;
use super::judge::Fate;
use super::service::{Baseline, Service, short};
use super::stopped;
use crate::aws::{Aws, translate};
use crate::event::StoppedTasks;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html>
const SERVICES_A_CALL: usize = 10;

/// ECS in one account and region.
#[derive(Clone, Debug)]
pub struct Ecs {
    client: aws_sdk_ecs::Client,
    address: String,
}

/// A new deployment that ECS was asked for.
#[derive(Clone, Debug)]
pub struct Forced {
    /// Its id.
    pub deployment: String,
    /// The revision that it runs, `family:revision`.
    pub task_definition: String,
    /// The service's events when it began, which are no news.
    pub before: Baseline,
}

impl Ecs {
    /// ECS in the account and region of `aws`.
    pub fn new(aws: &Aws) -> Self {
        Self { client: aws.ecs(), address: aws.address("ECS") }
    }

    /// Describes services, in their order; one that ECS does not have is `None`.
    pub async fn describe(&self, cluster: &str, names: &[String]) -> Result<Vec<Option<Service>>, Error> {
        let found = self.sdk_services(cluster, names).await?;
        let by_name = |name: &String| found.iter().find(|service| service.service_name() == Some(name));
        Ok(names.iter().map(|name| by_name(name).map(Service::from)).collect())
    }

    /// Those of the services that ECS has, with all that it says of them.
    pub(super) async fn sdk_services(
        &self,
        cluster: &str,
        names: &[String],
    ) -> Result<Vec<SdkService>, Error> {
        let pages = names.chunks(SERVICES_A_CALL).map(|names| self.describe_page(cluster, names));
        Ok(try_join_all(pages).await?.concat())
    }

    async fn describe_page(&self, cluster: &str, names: &[String]) -> Result<Vec<SdkService>, Error> {
        let call = self.client.describe_services().cluster(cluster).set_services(Some(names.to_vec()));
        let answer = call.send().await.map_err(|error| Error::Call {
            doing: "see how the services are".to_owned(),
            source: translate("DescribeServices", &self.address, &error),
        })?;
        Ok(answer.services.unwrap_or_default())
    }

    /// Describes services that must all be there.
    pub async fn require(&self, cluster: &str, names: &[String]) -> Result<Vec<Service>, Error> {
        let found = self.describe(cluster, names).await?;
        let missing: Vec<_> = names
            .iter()
            .zip(&found)
            .filter(|(_, service)| service.as_ref().is_none_or(|service| service.status == "INACTIVE"))
            .map(|(name, _)| name.clone())
            .collect();
        if missing.is_empty() {
            return Ok(found.into_iter().flatten().collect());
        }
        Err(Error::NoService { cluster: cluster.to_owned(), services: missing })
    }

    /// Forces a new deployment of a service and says which one it is.
    pub async fn redeploy(&self, cluster: &str, service: &str) -> Result<Forced, Error> {
        let call = self.client.update_service().cluster(cluster).service(service).force_new_deployment(true);
        let answer = call.send().await.map_err(|error| Error::Call {
            doing: format!("redeploy `{service}`"),
            source: translate("UpdateService", &self.address, &error),
        })?;
        let described = answer.service().map(Service::from).unwrap_or_default();
        let primary =
            described.primary().ok_or_else(|| Error::NoDeployment { service: service.to_owned() })?;
        Ok(Forced {
            deployment: primary.id.clone(),
            task_definition: short(&primary.task_definition).to_owned(),
            before: described.baseline(),
        })
    }

    /// Why the tasks of a deployment stopped.
    pub async fn stopped(
        &self,
        cluster: &str,
        service: &str,
        deployment: &str,
    ) -> Result<Vec<StoppedTasks>, Error> {
        let arns = self.stopped_arns(cluster, service).await?;
        if arns.is_empty() {
            return Ok(Vec::new());
        }
        Ok(stopped::group(&self.tasks(cluster, arns).await?, deployment))
    }

    /// The newest hundred: more of the same cause would not tell more.
    async fn stopped_arns(&self, cluster: &str, service: &str) -> Result<Vec<String>, Error> {
        let call = self.client.list_tasks().cluster(cluster).service_name(service);
        let answer =
            call.desired_status(DesiredStatus::Stopped).send().await.map_err(|error| Error::Call {
                doing: format!("list the stopped tasks of `{service}`"),
                source: translate("ListTasks", &self.address, &error),
            })?;
        Ok(answer.task_arns.unwrap_or_default())
    }

    /// The tasks of a service that run or are about to.
    pub(super) async fn running_arns(&self, cluster: &str, service: String) -> Result<Vec<String>, Error> {
        let call = self.client.list_tasks().cluster(cluster).service_name(&service);
        let pages = call.into_paginator().items().send();
        let arns: Result<Vec<_>, _> = pages.collect().await;
        match arns {
            // A service that ECS does not have has no tasks.
            Err(error) if is_no_service(&error) => Ok(Vec::new()),
            arns => arns.map_err(|error| Error::Call {
                doing: format!("list the tasks of `{service}`"),
                source: translate("ListTasks", &self.address, &error),
            }),
        }
    }

    pub(super) async fn tasks(&self, cluster: &str, arns: Vec<String>) -> Result<Vec<Task>, Error> {
        let call = self.client.describe_tasks().cluster(cluster).set_tasks(Some(arns));
        let answer = call.send().await.map_err(|error| Error::Call {
            doing: "see how the tasks are".to_owned(),
            source: translate("DescribeTasks", &self.address, &error),
        })?;
        Ok(answer.tasks.unwrap_or_default())
    }

    /// What became of a service deployment. An account may not be allowed to ask: then nothing is known.
    pub(super) async fn fate(&self, service_deployment: &str) -> Option<Fate> {
        let call = self.client.describe_service_deployments().service_deployment_arns(service_deployment);
        let answer = call.send().await.ok()?;
        let deployment = answer.service_deployments().first()?;
        Some(Fate {
            status: deployment.status()?.as_str().to_owned(),
            reason: deployment.status_reason().filter(|reason| !reason.is_empty()).map(str::to_owned),
        })
    }
}

fn is_no_service<R>(error: &SdkError<ListTasksError, R>) -> bool {
    error.as_service_error().is_some_and(ListTasksError::is_service_not_found_exception)
}
