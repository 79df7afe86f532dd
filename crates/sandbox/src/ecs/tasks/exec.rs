//! `ExecuteCommand`: its answer, and when it is refused. There is nothing at the other end of the session.

use serde_json::json;

use super::super::Ecs;
use super::super::wire::{Answer, Input, invalid};
use super::{Status, Task};

/// API Reference, "`ExecuteCommand`", and the Developer Guide, "Troubleshoot Amazon ECS Exec issues".
const NOT_ENABLED: &str = "The execute command failed because execute command was not enabled when the task was run or \
                           the execute command agent isn\u{2019}t running. Wait and try again or run a new task with \
                           execute command enabled and try again.";

impl Ecs {
    pub(in crate::ecs) fn execute_command(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        input.required("command")?;
        if !input.flag("interactive") {
            return Err(invalid("Interactive is the only mode supported currently."));
        }
        let found = self.tasks.named(&cluster, input.required("task")?);
        let (_, task) = found.ok_or_else(|| invalid("The referenced task was not found."))?;
        if task.status != Status::Running || !task.allows_exec() {
            return Err(invalid(NOT_ENABLED));
        }
        let name = input.text("container").unwrap_or(&task.blueprint.containers[0].name);
        let Some(number) = task.blueprint.containers.iter().position(|plan| plan.name == name) else {
            return Err(invalid(format!("Unable to find container {name} in the task.")));
        };
        let (arn, container) = (task.arn.clone(), task.container_arn(number));
        let session = format!("ecs-execute-command-{}", &self.ids.hex()[..17]);
        let host = format!("ssmmessages.{}.amazonaws.com", self.place.region);
        Ok(json!({
            "clusterArn": self.cluster_arn(&cluster),
            "taskArn": arn,
            "containerArn": container,
            "containerName": name,
            "interactive": true,
            "session": {
                "sessionId": session,
                "streamUrl": format!("wss://{host}/v1/data-channel/{session}"),
                "tokenValue": self.ids.hex(),
            },
        }))
    }
}

impl Task {
    pub(super) fn allows_exec(&self) -> bool {
        self.fields.get("enableExecuteCommand") == Some(&json!(true))
    }
}
