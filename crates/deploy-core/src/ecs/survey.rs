//! The calls that show how services stand: few, however many services there are.

use aws_sdk_ecs::types::Task;
use futures_util::{StreamExt, TryStreamExt, stream};

use super::calls::Ecs;
use super::error::Error;
use super::standing::Standing;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
const TASKS_A_CALL: usize = 100;
/// ECS's bucket for reads is large; this keeps us from emptying it.
const AT_ONCE: usize = 8;

impl Ecs {
    /// How services stand, in their order.
    pub async fn standing(&self, cluster: &str, names: &[String]) -> Result<Vec<Standing>, Error> {
        let (found, tasks) =
            tokio::try_join!(self.sdk_services(cluster, names), self.running(cluster, names))?;
        let standing = names.iter().map(|name| {
            let service = found.iter().find(|service| service.service_name() == Some(name));
            Standing::of(name, service, &tasks)
        });
        let explained = stream::iter(standing.collect::<Vec<_>>())
            .map(|standing| async move { self.explained(cluster, standing).await });
        explained.buffered(AT_ONCE).try_collect().await
    }

    /// The same, with why its tasks stopped where something is wrong.
    async fn explained(&self, cluster: &str, mut standing: Standing) -> Result<Standing, Error> {
        if let Some(deployment) = standing.in_trouble() {
            standing.stopped = self.stopped(cluster, &standing.service, deployment).await?;
        }
        Ok(standing)
    }

    /// The tasks of services.
    async fn running(&self, cluster: &str, names: &[String]) -> Result<Vec<Task>, Error> {
        let lists =
            stream::iter(names.to_vec()).map(|name| async move { self.running_arns(cluster, name).await });
        let arns: Vec<_> = lists.buffered(AT_ONCE).try_concat().await?;
        let pages: Vec<_> = arns.chunks(TASKS_A_CALL).map(<[String]>::to_vec).collect();
        let pages = stream::iter(pages).map(|arns| async move { self.tasks(cluster, arns).await });
        pages.buffered(AT_ONCE).try_concat().await
    }
}
