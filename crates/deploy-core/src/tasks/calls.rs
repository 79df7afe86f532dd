//! The calls to ECS that one-off tasks need.

use aws_sdk_ecs::types::{LaunchType, TaskDefinitionField};

use super::definition::Definition;
use super::error::Error;
use super::request::Request;
use super::task::Task;
use crate::aws::{Aws, translate};

/// ECS in one account and region.
#[derive(Clone, Debug)]
pub struct Tasks {
    client: aws_sdk_ecs::Client,
    address: String,
}

impl Tasks {
    /// ECS in the account and region of `aws`.
    pub fn new(aws: &Aws) -> Self {
        Self { client: aws.ecs(), address: aws.address("ECS") }
    }

    /// The newest active revision of a family.
    pub async fn newest(&self, family: &str) -> Result<Definition, Error> {
        let call = self.client.describe_task_definition().task_definition(family);
        let answer = call.include(TaskDefinitionField::Tags).send().await.map_err(|error| Error::Call {
            doing: format!("read the task definition `{family}`"),
            source: translate("DescribeTaskDefinition", &self.address, &error),
        })?;
        let described = answer.task_definition.ok_or(Error::Empty("DescribeTaskDefinition"))?;
        Ok(Definition { described, tags: answer.tags.unwrap_or_default() })
    }

    /// Registers a revision that differs in the image of one container.
    pub async fn register(
        &self,
        definition: &Definition,
        container: &str,
        image: &str,
    ) -> Result<Definition, Error> {
        let input = definition.with_image(container, image);
        let answer = input.send_with(&self.client).await.map_err(|error| Error::Call {
            doing: format!("register a revision of {} with the image {image}", definition.short()),
            source: translate("RegisterTaskDefinition", &self.address, &error),
        })?;
        let described = answer.task_definition.ok_or(Error::Empty("RegisterTaskDefinition"))?;
        Ok(Definition { described, tags: answer.tags.unwrap_or_default() })
    }

    /// Makes a revision inactive. What runs by it runs on.
    pub async fn deregister(&self, definition: &Definition) -> Result<(), Error> {
        let call = self.client.deregister_task_definition().task_definition(definition.arn());
        call.send().await.map(|_| ()).map_err(|error| Error::Call {
            doing: format!("deregister {}", definition.short()),
            source: translate("DeregisterTaskDefinition", &self.address, &error),
        })
    }

    /// Runs a task and returns its ARN. The SDK gives the call a client token of its own, the same in each of its
    /// attempts, so that a retry does not run the task twice.
    pub async fn run(&self, request: &Request) -> Result<String, Error> {
        let call = self
            .client
            .run_task()
            .cluster(&request.cluster)
            .task_definition(&request.task_definition)
            .launch_type(LaunchType::Fargate)
            .started_by(&request.started_by)
            .network_configuration(request.network()?)
            .overrides(request.overrides());
        let answer = call.send().await.map_err(|error| Error::Call {
            doing: "run the task".to_owned(),
            source: translate("RunTask", &self.address, &error),
        })?;
        if let Some(arn) = answer.tasks().first().and_then(|task| task.task_arn()) {
            return Ok(arn.to_owned());
        }
        let reasons = answer.failures().iter().map(|failure| {
            let words = [failure.reason(), failure.detail(), failure.arn()];
            words.into_iter().flatten().collect::<Vec<_>>().join(": ")
        });
        Err(Error::NotPlaced { reasons: reasons.collect() })
    }

    /// A task as it is now; none if ECS does not show it.
    pub async fn look(&self, cluster: &str, arn: &str) -> Result<Option<Task>, Error> {
        let call = self.client.describe_tasks().cluster(cluster).tasks(arn);
        let answer = call.send().await.map_err(|error| Error::Call {
            doing: "see how the task is".to_owned(),
            source: translate("DescribeTasks", &self.address, &error),
        })?;
        Ok(answer.tasks().first().map(Task::from))
    }

    /// Asks ECS to stop a task: SIGTERM, and SIGKILL after its stop time-out.
    pub async fn stop(&self, cluster: &str, arn: &str, reason: &str) -> Result<(), Error> {
        let call = self.client.stop_task().cluster(cluster).task(arn).reason(reason);
        call.send().await.map(|_| ()).map_err(|error| Error::Call {
            doing: format!("stop the task {arn}"),
            source: translate("StopTask", &self.address, &error),
        })
    }
}
