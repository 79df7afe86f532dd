//! What rules need to know of a task that is about to be created.

use serde_json::Value;

use crate::ecs::model::task_definition::{ContainerDefinition, TaskDefinition};

#[derive(Debug)]
pub(crate) struct TaskContext<'a> {
    pub(crate) service: Option<&'a str>,
    pub(crate) task_definition: &'a TaskDefinition,
    pub(crate) region: &'a str,
    /// Its `networkConfiguration`.
    pub(crate) network: Option<&'a Value>,
    /// All its images were pushed to the sandbox's registry.
    pub(crate) pushed: bool,
}

impl TaskContext<'_> {
    /// The main container.
    pub(crate) fn plan(&self) -> &ContainerDefinition {
        &self.task_definition.containers[self.task_definition.main_container(None)]
    }

    pub(crate) fn image(&self) -> &str {
        &self.plan().image
    }

    pub(crate) fn registry(&self) -> &str {
        self.image().split('/').next().unwrap_or_default()
    }

    /// Its first subnet.
    pub(crate) fn subnet(&self) -> &str {
        self.network.and_then(|it| it["awsvpcConfiguration"]["subnets"][0].as_str()).unwrap_or("subnet-0")
    }

    pub(crate) fn has_public_ip(&self) -> bool {
        self.network.is_some_and(|it| it["awsvpcConfiguration"]["assignPublicIp"] == "ENABLED")
    }

    pub(crate) fn secret(&self) -> &str {
        self.task_definition
            .containers
            .iter()
            .find_map(|plan| plan.secret.as_deref())
            .unwrap_or("/app/secret")
    }

    pub(crate) fn execution_role(&self) -> &str {
        self.task_definition.execution_role.as_deref().unwrap_or("ecsTaskExecutionRole")
    }

    pub(crate) fn task_role(&self) -> &str {
        self.task_definition.task_role.as_deref().unwrap_or("ecsTaskRole")
    }
}
