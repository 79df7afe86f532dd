//! `ExecuteCommand`: its answer, and when it is refused. The session does not exist.

use serde_json::json;

use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::task_status::TaskStatus;
use crate::ecs::state::Ecs;

/// API Reference, "`ExecuteCommand`", and the Developer Guide, "Troubleshoot Amazon ECS Exec issues".
const NOT_ENABLED: &str = "The execute command failed because execute command was not enabled when the task was run or \
                           the execute command agent isn\u{2019}t running. Wait and try again or run a new task with \
                           execute command enabled and try again.";

pub(crate) fn execute_command(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    input.required("command")?;
    if !input.flag("interactive") {
        return Err(invalid("Interactive is the only mode supported currently."));
    }
    let found = ecs.tasks.named(&cluster, input.required("task")?);
    let (_, task) = found.ok_or_else(|| invalid("The referenced task was not found."))?;
    if task.status != TaskStatus::Running || !task.allows_exec() {
        return Err(invalid(NOT_ENABLED));
    }
    let name = input.text("container").unwrap_or(&task.definition.containers[0].name);
    let Some(number) = task.definition.containers.iter().position(|plan| plan.name == name) else {
        return Err(invalid(format!("Unable to find container {name} in the task.")));
    };
    let (arn, container) = (task.arn.clone(), task.container_arn(number));
    let session = format!("ecs-execute-command-{}", &ecs.ids.hex()[..17]);
    let host = format!("ssmmessages.{}.amazonaws.com", ecs.location.region);
    Ok(json!({
        "clusterArn": ecs.cluster_arn(&cluster),
        "taskArn": arn,
        "containerArn": container,
        "containerName": name,
        "interactive": true,
        "session": {
            "sessionId": session,
            "streamUrl": format!("wss://{host}/v1/data-channel/{session}"),
            "tokenValue": ecs.ids.hex(),
        },
    }))
}
