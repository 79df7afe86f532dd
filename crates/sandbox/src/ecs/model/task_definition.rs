//! What the model needs to know of a task definition in order to run it.

use serde_json::Value;

use crate::ecs::input::Fields;

/// One revision, as the scheduler and the tasks see it.
#[derive(Debug, Default)]
pub(crate) struct TaskDefinition {
    pub(crate) arn: String,
    pub(crate) family: String,
    pub(crate) revision: usize,
    pub(crate) cpu: Option<String>,
    pub(crate) memory: Option<String>,
    pub(crate) execution_role: Option<String>,
    pub(crate) task_role: Option<String>,
    /// In the order of the definition; never empty.
    pub(crate) containers: Vec<ContainerDefinition>,
}

/// One container of a task definition.
#[derive(Debug)]
pub(crate) struct ContainerDefinition {
    pub(crate) name: String,
    pub(crate) image: String,
    pub(crate) essential: bool,
    /// All tasks of a service revision run the same digest of its image.
    pub(crate) is_consistent: bool,
    pub(crate) has_health_check: bool,
    pub(crate) entry_point: Vec<String>,
    pub(crate) command: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) cpu: String,
    pub(crate) memory: Option<String>,
    pub(crate) memory_reservation: Option<String>,
    /// Value of `valueFrom` of the first secret, if there is one.
    pub(crate) secret: Option<String>,
    pub(crate) logs: Option<AwsLogs>,
}

/// Where the `awslogs` driver writes (Developer Guide, "Send Amazon ECS logs to CloudWatch").
#[derive(Debug)]
pub(crate) struct AwsLogs {
    pub(crate) group: String,
    pub(crate) prefix: String,
}

impl TaskDefinition {
    pub(crate) fn read(fields: &Fields, arn: String, revision: usize) -> Self {
        let text = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
        let containers = fields.get("containerDefinitions").and_then(Value::as_array);
        Self {
            arn,
            family: text("family").unwrap_or_default(),
            revision,
            cpu: text("cpu"),
            memory: text("memory"),
            execution_role: text("executionRoleArn"),
            task_role: text("taskRoleArn"),
            containers: containers.into_iter().flatten().map(ContainerDefinition::read).collect(),
        }
    }

    /// The container whose end ends the task: the first essential one, unless `named`.
    pub(crate) fn main_container(&self, named: Option<&str>) -> usize {
        let by_name = named.and_then(|name| self.containers.iter().position(|plan| plan.name == name));
        by_name.or_else(|| self.containers.iter().position(|plan| plan.essential)).unwrap_or_default()
    }

    /// Whether an essential container has a health check, on which a task's health then depends.
    pub(crate) fn has_health_check(&self) -> bool {
        self.containers.iter().any(|plan| plan.essential && plan.has_health_check)
    }
}

impl ContainerDefinition {
    fn read(container: &Value) -> Self {
        let text = |field: &str| container[field].as_str().map(str::to_owned);
        let number = |field: &str| container[field].as_u64().map(|number| number.to_string());
        Self {
            name: text("name").unwrap_or_default(),
            image: text("image").unwrap_or_default(),
            essential: container["essential"].as_bool().unwrap_or(true),
            is_consistent: container["versionConsistency"] != "disabled",
            has_health_check: container["healthCheck"].is_object(),
            entry_point: words(&container["entryPoint"]),
            command: words(&container["command"]),
            environment: variables(&container["environment"]),
            cpu: number("cpu").unwrap_or_else(|| "0".to_owned()),
            memory: number("memory"),
            memory_reservation: number("memoryReservation"),
            secret: container["secrets"][0]["valueFrom"].as_str().map(str::to_owned),
            logs: AwsLogs::read(&container["logConfiguration"]),
        }
    }

    /// The tag of the image: what follows the last colon of the last path element.
    pub(crate) fn tag(&self) -> Option<&str> {
        let (name, _digest) = self.image.split_once('@').unwrap_or((&self.image, ""));
        name.rsplit('/').next()?.split_once(':').map(|(_, tag)| tag)
    }
}

/// The words of a command.
pub(crate) fn words(list: &Value) -> Vec<String> {
    let words = list.as_array().into_iter().flatten();
    words.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Environment variables: names and values.
pub(crate) fn variables(list: &Value) -> Vec<(String, String)> {
    let pair = |it: &Value| Some((it["name"].as_str()?.to_owned(), it["value"].as_str()?.to_owned()));
    list.as_array().into_iter().flatten().filter_map(pair).collect()
}

impl AwsLogs {
    fn read(configuration: &Value) -> Option<Self> {
        let option = |name: &str| configuration["options"][name].as_str().map(str::to_owned);
        (configuration["logDriver"] == "awslogs").then_some(())?;
        Some(Self {
            group: option("awslogs-group")?,
            prefix: option("awslogs-stream-prefix").unwrap_or_default(),
        })
    }
}
