//! What is deployed to the environment `dev`: a cluster, services, and the state that Terraform keeps of them.

use sandbox::Options;
use serde_json::{Value, json};

use super::images::push_image;
use super::world::{SECRET, World};

pub(crate) const STATE: &str = "project/terraform/terraform.tfstate.d/dev/terraform.tfstate";
const ACCOUNT: &str = "arn:aws:ecs:us-east-1:123456789012";
const SERVICES: [&str; 2] = ["web", "worker"];

/// A world in which the services `web` and `worker` run that tag in `dev`.
pub(crate) fn deployed(tag: &str) -> World {
    deployed_with(World::options(), tag)
}

/// The same in a sandbox with these options.
pub(crate) fn deployed_with(options: Options, tag: &str) -> World {
    let world = World::with(options);
    push_image(&world, "worker", tag);
    world.call_aws("ecs", "CreateCluster", json!({ "clusterName": "main" }));
    for service in SERVICES {
        let definition = define_service_revision(&world, service, tag);
        create_service(&world, service, &definition);
    }
    wait_until_steady(&world, &SERVICES);
    world.write(STATE, &state(&world, 3, tag, 1).to_string());
    world.script("plan.json", &plan(&world, tag, None).to_string());
    world
}

/// Lets the next plan have changes, and the next apply deploy that tag, whose image is in the registry.
pub(crate) fn prepare_update(world: &World, tag: &str) {
    push_image(world, "worker", tag);
    prepare_release(world, tag);
}

/// The same where the image is not built yet.
pub(crate) fn prepare_release(world: &World, tag: &str) {
    let mut calls = Vec::new();
    let mut stream = Vec::new();
    for service in SERVICES {
        let definition = define_service_revision(world, service, tag);
        let input = json!({ "cluster": "main", "service": service, "taskDefinition": definition });
        calls.push(format!("UpdateService {input}\n"));
        stream.push(apply_events(service));
    }
    let outputs = outputs(tag);
    stream.push(format!(
        "{}\n",
        json!({ "type": "change_summary", "changes": { "add": 2, "change": 2, "remove": 2, "operation": "apply" } })
    ));
    stream.push(format!("{}\n", json!({ "type": "outputs", "outputs": without_sensitive_values(&outputs) })));
    for (name, text) in [
        ("changes", ""),
        ("calls", &calls.concat()),
        ("stream", &stream.concat()),
        ("state", &state(world, 4, tag, 2).to_string()),
        ("plan.json", &plan(world, &running_tag(world), Some(tag)).to_string()),
    ] {
        world.script(name, text);
    }
}

/// A revision of a service's task definition, with an image of that tag.
pub(crate) fn define_service_revision(world: &World, service: &str, tag: &str) -> String {
    let input = json!({ "family": service, "containerDefinitions": containers(world, tag) });
    let output = world.call_aws("ecs", "RegisterTaskDefinition", input);
    output["taskDefinition"]["taskDefinitionArn"].as_str().unwrap().to_owned()
}

fn create_service(world: &World, service: &str, definition: &str) {
    let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
    let input = json!({
        "cluster": "main", "serviceName": service, "taskDefinition": definition, "desiredCount": 1,
        "deploymentConfiguration": breaker,
    });
    world.call_aws("ecs", "CreateService", input);
}

/// Waits, on the sandbox's clock, until the services have completed their rollouts.
pub(crate) fn wait_until_steady(world: &World, services: &[&str]) {
    let is_steady = |service: &Value| service["deployments"][0]["rolloutState"] == "COMPLETED";
    loop {
        let found =
            world.call_aws("ecs", "DescribeServices", json!({ "cluster": "main", "services": services }));
        if found["services"].as_array().unwrap().iter().all(is_steady) {
            return;
        }
    }
}

/// The lines that `apply -json` writes for a service.
fn apply_events(service: &str) -> String {
    let resource = json!({ "addr": format!("aws_ecs_service.{service}") });
    let start = json!({ "resource": resource, "action": "update" });
    let complete = json!({
        "resource": resource, "action": "update", "elapsed_seconds": 1,
        "id_key": "id", "id_value": format!("{ACCOUNT}:service/main/{service}"),
    });
    let (start, complete) = (
        json!({ "type": "apply_start", "hook": start }),
        json!({ "type": "apply_complete", "hook": complete }),
    );
    format!("{start}\n{complete}\n")
}

fn outputs(tag: &str) -> Value {
    let services: serde_json::Map<_, _> =
        SERVICES.iter().map(|name| ((*name).to_owned(), json!(name))).collect();
    json!({
        "app_tag": { "value": tag, "type": "string" },
        "cluster_name": { "value": "main", "type": "string" },
        "services": { "value": services, "type": ["map", "string"] },
        "password": { "value": SECRET, "type": "string", "sensitive": true },
    })
}

/// The values of sensitive outputs are not in the stream of an apply.
fn without_sensitive_values(outputs: &Value) -> Value {
    let mut outputs = outputs.clone();
    outputs["password"].as_object_mut().unwrap().remove("value");
    outputs
}

fn containers(world: &World, tag: &str) -> Value {
    json!([{ "name": "app", "image": format!("{}/worker:{tag}", world.sandbox.registry()) }])
}

/// The tag in the state.
fn running_tag(world: &World) -> String {
    let state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    state["outputs"]["app_tag"]["value"].as_str().unwrap().to_owned()
}

fn state(world: &World, serial: u32, tag: &str, revision: u32) -> Value {
    let service = |name: &&str| {
        json!({
            "mode": "managed", "type": "aws_ecs_service", "name": name,
            "instances": [{ "attributes": service_values(name, revision) }],
        })
    };
    let definition = |name: &&str| {
        json!({
            "mode": "managed", "type": "aws_ecs_task_definition", "name": name,
            "instances": [{ "attributes": definition_values(world, name, tag, revision) }],
        })
    };
    let resources: Vec<_> = SERVICES.iter().flat_map(|name| [service(name), definition(name)]).collect();
    json!({
        "version": 4, "terraform_version": "1.11.4", "serial": serial, "lineage": "f450",
        "outputs": outputs(tag), "resources": resources,
    })
}

fn service_values(name: &str, revision: u32) -> Value {
    json!({
        "cluster": format!("{ACCOUNT}:cluster/main"),
        "name": name,
        "id": format!("{ACCOUNT}:service/main/{name}"),
        "task_definition": format!("{ACCOUNT}:task-definition/{name}:{revision}"),
    })
}

fn definition_values(world: &World, name: &str, tag: &str, revision: u32) -> Value {
    json!({
        "family": name,
        "arn": format!("{ACCOUNT}:task-definition/{name}:{revision}"),
        "container_definitions": containers(world, tag).to_string(),
        "skip_destroy": true,
    })
}

/// What `terraform show -json` says of a plan to go from one tag to another; to none, if nothing changes.
fn plan(world: &World, from: &str, to: Option<&str>) -> Value {
    let changes = SERVICES
        .iter()
        .flat_map(|name| [planned_service(name, to.is_some()), planned_definition(world, name, from, to)]);
    let configured = SERVICES.iter().map(|name| {
        let references = json!([format!("aws_ecs_task_definition.{name}.arn")]);
        json!({
            "type": "aws_ecs_service", "name": name,
            "expressions": { "task_definition": { "references": references } },
        })
    });
    json!({
        "format_version": "1.2",
        "resource_changes": changes.collect::<Vec<_>>(),
        "configuration": { "root_module": { "resources": configured.collect::<Vec<_>>() } },
    })
}

fn planned_service(name: &str, changes: bool) -> Value {
    let before = service_values(name, 1);
    let mut after = before.clone();
    if changes {
        after.as_object_mut().unwrap().remove("task_definition");
    }
    let (actions, unknown) = if changes {
        (json!(["update"]), json!({ "task_definition": true }))
    } else {
        (json!(["no-op"]), json!({}))
    };
    resource_change(
        "aws_ecs_service",
        name,
        json!({
            "actions": actions, "before": before, "after": after, "after_unknown": unknown,
        }),
    )
}

fn planned_definition(world: &World, name: &str, from: &str, to: Option<&str>) -> Value {
    let before = definition_values(world, name, from, 1);
    let change = match to {
        None => json!({ "actions": ["no-op"], "before": before, "after": before, "after_unknown": {} }),
        Some(tag) => {
            let mut after = definition_values(world, name, tag, 2);
            after.as_object_mut().unwrap().remove("arn");
            json!({
                "actions": ["delete", "create"], "before": before, "after": after, "after_unknown": { "arn": true },
            })
        }
    };
    resource_change("aws_ecs_task_definition", name, change)
}

#[expect(clippy::needless_pass_by_value, reason = "a caller writes the change where it is used")]
fn resource_change(kind: &str, name: &str, change: Value) -> Value {
    json!({
        "address": format!("{kind}.{name}"), "mode": "managed", "type": kind, "name": name, "change": change,
    })
}
