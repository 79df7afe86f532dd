//! The calls that show the status of services: few, however many services there are.

use futures_util::{StreamExt, TryStreamExt, stream};

use super::super::client::Ecs;
use super::super::diagnosis;
use super::super::error::Error;
use super::super::service::{self, Service};
use super::super::task::{self, Task};
use super::last_rollback;
use super::service_status::ServiceStatus;

/// ECS's bucket for reads is large; this keeps us from emptying it.
const AT_ONCE: usize = 8;

/// The status of services, in their order.
pub(crate) async fn read(ecs: &Ecs, cluster: &str, names: &[String]) -> Result<Vec<ServiceStatus>, Error> {
    let (found, tasks) =
        tokio::try_join!(service::describe(ecs, cluster, names), running_tasks(ecs, cluster, names))?;
    let statuses = names.iter().zip(found).map(|(name, service)| {
        let status = ServiceStatus::of(name, service.as_ref(), &tasks);
        async move { explained(ecs, cluster, status, service).await }
    });
    stream::iter(statuses.collect::<Vec<_>>()).buffered(AT_ONCE).try_collect().await
}

/// The same, with the causes where something is wrong, and with the rollback of its last deployment.
async fn explained(
    ecs: &Ecs,
    cluster: &str,
    mut status: ServiceStatus,
    service: Option<Service>,
) -> Result<ServiceStatus, Error> {
    if let Some(service) = &service {
        status.last_rollback = last_rollback::read(ecs, service).await;
    }
    if let Some(deployment) = status.failing_deployment() {
        let mut evidence = diagnosis::gather(ecs, cluster, &status.service, deployment).await?;
        evidence.messages = status.events.iter().rev().map(|event| event.message.clone()).collect();
        status.causes = diagnosis::causes(&evidence, &[]);
    }
    Ok(status)
}

async fn running_tasks(ecs: &Ecs, cluster: &str, names: &[String]) -> Result<Vec<Task>, Error> {
    let lists =
        stream::iter(names.to_vec()).map(|name| async move { task::running_arns(ecs, cluster, name).await });
    let arns: Vec<_> = lists.buffered(AT_ONCE).try_concat().await?;
    let pages: Vec<_> = arns.chunks(task::TASKS_A_CALL).map(<[String]>::to_vec).collect();
    let pages = stream::iter(pages).map(|arns| async move { task::describe(ecs, cluster, arns).await });
    pages.buffered(AT_ONCE).try_concat().await
}
