//! What AWS adds to a task definition when it is registered, and what it refuses.
//!
//! From the API Reference, "`TaskDefinition`" and "`ContainerDefinition`": the answer of `RegisterTaskDefinition` holds
//! empty lists and defaults where the request held nothing. Terraform's provider expects them.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Fields, default, refused};
use crate::ecs::task_definitions::fargate;

pub(crate) fn complete(mut fields: Fields) -> Fields {
    let awsvpc = fields.get("networkMode") == Some(&json!("awsvpc"));
    for container in
        fields.get_mut("containerDefinitions").and_then(Value::as_array_mut).into_iter().flatten()
    {
        if let Some(container) = container.as_object_mut() {
            complete_container(container, awsvpc);
        }
    }
    default(&mut fields, "networkMode", json!("bridge"));
    default(&mut fields, "volumes", json!([]));
    default(&mut fields, "placementConstraints", json!([]));
    let compatibilities = if awsvpc { json!(["EC2", "FARGATE"]) } else { json!(["EC2"]) };
    fields.insert("compatibilities".into(), compatibilities);
    fields.insert("requiresAttributes".into(), json!([{ "name": "ecs.capability.task-eni" }]));
    fields
}

fn complete_container(container: &mut Fields, awsvpc: bool) {
    default(container, "cpu", json!(0));
    default(container, "essential", json!(true));
    for list in ["portMappings", "environment", "mountPoints", "volumesFrom", "systemControls"] {
        default(container, list, json!([]));
    }
    for mapping in container.get_mut("portMappings").and_then(Value::as_array_mut).into_iter().flatten() {
        complete_port(mapping, awsvpc);
    }
}

/// In `awsvpc` mode the host's port is the container's (API Reference, "`PortMapping`").
fn complete_port(mapping: &mut Value, awsvpc: bool) {
    let container_port = mapping["containerPort"].clone();
    if let Some(mapping) = mapping.as_object_mut() {
        default(mapping, "hostPort", if awsvpc { container_port } else { json!(0) });
        default(mapping, "protocol", json!("tcp"));
    }
}

/// API Reference, "`RegisterTaskDefinition`".
pub(crate) fn check(fields: &Fields) -> Result<(), ApiError> {
    let containers =
        fields.get("containerDefinitions").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if containers.is_empty() {
        return Err(refused("Container list cannot be empty."));
    }
    if let Some(nameless) = containers.iter().find(|container| !container["image"].is_string()) {
        let name = nameless["name"].as_str().unwrap_or_default();
        return Err(refused(format!("Container.image should not be null or empty for container {name}.")));
    }
    if containers.iter().all(|container| container["essential"] == json!(false)) {
        return Err(refused("The task definition must have at least one essential container."));
    }
    fargate::check(fields)
}
