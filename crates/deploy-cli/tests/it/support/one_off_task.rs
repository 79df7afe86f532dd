//! The task definition `job` and the tasks that ran by it.

use serde_json::{Value, json};

use super::application::{STATE, deployed};
use super::world::World;

/// A world in which 1.0.0 is deployed, and the outputs have what a one-off task needs.
pub(crate) fn world_with_job() -> World {
    let world = deployed("1.0.0");
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    let outputs = [
        ("job_task_definition_family", json!("job"), json!("string")),
        ("subnet_ids", json!(["subnet-a", "subnet-b"]), json!(["list", "string"])),
        ("security_group", json!("sg-1"), json!("string")),
    ];
    for (name, value, kind) in outputs {
        state["outputs"][name] = json!({ "value": value, "type": kind });
    }
    world.write(STATE, &state.to_string());
    define_job(&world, &["app"]);
    world
}

/// Registers a revision of `job` with these containers.
pub(crate) fn define_job(world: &World, containers: &[&str]) {
    let logs = json!({ "logDriver": "awslogs", "options": {
        "awslogs-group": "/jobs", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "job",
    } });
    let image = format!("{}/worker:1.0.0", world.sandbox.registry());
    let containers: Vec<_> = containers
        .iter()
        .map(|name| json!({ "name": name, "image": image, "logConfiguration": logs }))
        .collect();
    let definition = json!({
        "family": "job", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "cpu": "256", "memory": "1024", "containerDefinitions": containers,
    });
    world.call_aws("ecs", "RegisterTaskDefinition", definition);
}

/// The one-off task that has stopped, as ECS describes it.
pub(crate) fn stopped_task(world: &World) -> Value {
    let stopped = world.call_aws(
        "ecs",
        "ListTasks",
        json!({ "cluster": "main", "family": "job", "desiredStatus": "STOPPED" }),
    );
    let tasks = json!({ "cluster": "main", "tasks": stopped["taskArns"] });
    world.call_aws("ecs", "DescribeTasks", tasks)["tasks"][0].clone()
}
