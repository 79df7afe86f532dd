//! A task definition: its containers, and the same with another image.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>

use aws_sdk_ecs::operation::register_task_definition::builders::RegisterTaskDefinitionInputBuilder;
use aws_sdk_ecs::types::{self, ContainerDefinition, LogDriver, Tag, TaskDefinitionField};

use super::client::Ecs;
use super::error::Error;

/// A revision of a task definition, with all that the SDK knows of it.
#[derive(Clone, Debug)]
pub(crate) struct TaskDefinition {
    described: types::TaskDefinition,
    tags: Vec<Tag>,
}

/// A container of a task definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    /// Its name.
    pub(crate) name: String,
    /// Its image, as the definition names it: with a tag, a digest or neither.
    pub(crate) image: String,
    /// Where its log lines go; none if they do not go to CloudWatch, or to a stream whose name cannot be known.
    pub(crate) logs: Option<AwsLogs>,
}

/// The options of the `awslogs` driver that decide where log lines go
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsLogs {
    /// The log group.
    pub(crate) group: String,
    /// The first part of the stream's name; the container's name and the task's id follow.
    pub(crate) prefix: String,
    /// The region, if the options name one.
    pub(crate) region: Option<String>,
}

impl TaskDefinition {
    /// Its ARN.
    pub(crate) fn arn(&self) -> &str {
        self.described.task_definition_arn().unwrap_or_default()
    }

    /// `family:revision`.
    pub(crate) fn short(&self) -> String {
        format!("{}:{}", self.family(), self.described.revision())
    }

    /// The container with that name; the only one if none is named.
    pub(crate) fn container(&self, named: Option<&str>) -> Result<Container, Error> {
        let all = self.described.container_definitions();
        let found = match (named, all) {
            (Some(name), _) => all.iter().find(|container| container.name() == Some(name)),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        found.map(Container::from).ok_or_else(|| Error::NoContainer {
            named: named.map(str::to_owned),
            family: self.family().to_owned(),
            known: all.iter().filter_map(|container| container.name()).map(str::to_owned).collect(),
        })
    }

    /// All its containers.
    pub(crate) fn containers(&self) -> impl Iterator<Item = Container> {
        self.described.container_definitions().iter().map(Container::from)
    }

    fn family(&self) -> &str {
        self.described.family().unwrap_or_default()
    }

    /// What registers the same with another image for one container. Every field that the call takes is set here;
    /// what the SDK does not know yet is not in its answer either, so the SDK must be kept up to date.
    #[expect(deprecated, reason = "a definition may still have the accelerators that AWS no longer offers")]
    fn with_image(&self, container: &str, image: &str) -> RegisterTaskDefinitionInputBuilder {
        let it = self.described.clone();
        let changed = it.container_definitions.map(|all| {
            all.into_iter()
                .map(|one| if one.name() == Some(container) { with_other_image(one, image) } else { one })
        });
        RegisterTaskDefinitionInputBuilder::default()
            .set_family(it.family)
            .set_task_role_arn(it.task_role_arn)
            .set_execution_role_arn(it.execution_role_arn)
            .set_network_mode(it.network_mode)
            .set_container_definitions(changed.map(Iterator::collect))
            .set_volumes(it.volumes)
            .set_placement_constraints(it.placement_constraints)
            .set_requires_compatibilities(it.requires_compatibilities)
            .set_cpu(it.cpu)
            .set_memory(it.memory)
            // An empty list is refused.
            .set_tags(Some(self.tags.clone()).filter(|tags| !tags.is_empty()))
            .set_pid_mode(it.pid_mode)
            .set_ipc_mode(it.ipc_mode)
            .set_proxy_configuration(it.proxy_configuration)
            .set_inference_accelerators(it.inference_accelerators)
            .set_ephemeral_storage(it.ephemeral_storage)
            .set_runtime_platform(it.runtime_platform)
            .set_enable_fault_injection(it.enable_fault_injection)
    }
}

/// A revision, by its ARN or `family:revision`; of a family, the newest active one.
pub(crate) async fn describe(ecs: &Ecs, definition: &str) -> Result<TaskDefinition, Error> {
    let call = ecs.client().describe_task_definition().task_definition(definition);
    let answer = call.include(TaskDefinitionField::Tags).send().await.map_err(|error| {
        ecs.error(format!("read the task definition `{definition}`"), "DescribeTaskDefinition", &error)
    })?;
    let described = answer.task_definition.ok_or(Error::Empty("DescribeTaskDefinition"))?;
    Ok(TaskDefinition { described, tags: answer.tags.unwrap_or_default() })
}

/// Registers a revision that differs in the image of one container.
pub(crate) async fn register_with_image(
    ecs: &Ecs,
    definition: &TaskDefinition,
    container: &str,
    image: &str,
) -> Result<TaskDefinition, Error> {
    let input = definition.with_image(container, image);
    let answer = input.send_with(ecs.changing()).await.map_err(|error| {
        let doing = format!("register a revision of {} with the image {image}", definition.short());
        ecs.error(doing, "RegisterTaskDefinition", &error)
    })?;
    let described = answer.task_definition.ok_or(Error::Empty("RegisterTaskDefinition"))?;
    Ok(TaskDefinition { described, tags: answer.tags.unwrap_or_default() })
}

/// Makes a revision inactive. What runs by it runs on.
pub(crate) async fn deregister(ecs: &Ecs, definition: &TaskDefinition) -> Result<(), Error> {
    let answer = ecs.changing().deregister_task_definition().task_definition(definition.arn()).send().await;
    answer.map(drop).map_err(|error| {
        ecs.error(format!("deregister {}", definition.short()), "DeregisterTaskDefinition", &error)
    })
}

fn with_other_image(mut container: ContainerDefinition, image: &str) -> ContainerDefinition {
    container.image = Some(image.to_owned());
    container
}

impl From<&ContainerDefinition> for Container {
    fn from(container: &ContainerDefinition) -> Self {
        Self {
            name: container.name().unwrap_or_default().to_owned(),
            image: container.image().unwrap_or_default().to_owned(),
            logs: awslogs(container),
        }
    }
}

fn awslogs(container: &ContainerDefinition) -> Option<AwsLogs> {
    let configuration = container.log_configuration()?;
    if *configuration.log_driver() != LogDriver::Awslogs {
        return None;
    }
    let option = |name: &str| configuration.options()?.get(name).cloned();
    Some(AwsLogs {
        group: option("awslogs-group")?,
        prefix: option("awslogs-stream-prefix")?,
        region: option("awslogs-region"),
    })
}
