//! An environment whose services are in two clusters and two regions, as their ARNs in the state say.

use serde_json::{Value, json};

use crate::support::one_off_task::world_with_job;
use crate::support::{STATE, World, deployed};

/// A world whose `worker` is in the cluster `second` of another region.
fn in_two_regions() -> World {
    let world = deployed("1.0.0");
    world.call_aws("ecs", "DeleteService", json!({ "cluster": "main", "service": "worker", "force": true }));
    let call =
        |operation: &str, input: Value| world.sandbox.call_in("eu-west-1", "ecs", operation, input).unwrap();
    call("CreateCluster", json!({ "clusterName": "second" }));
    let containers = json!([{ "name": "app", "image": "app:1", "memory": 64 }]);
    call("RegisterTaskDefinition", json!({ "family": "worker", "containerDefinitions": containers }));
    let service = json!({ "cluster": "second", "serviceName": "worker", "taskDefinition": "worker", "desiredCount": 1 });
    call("CreateService", service);
    let is_steady = |found: &Value| found["services"][0]["deployments"][0]["rolloutState"] == "COMPLETED";
    let services = json!({ "cluster": "second", "services": ["worker"] });
    assert!((0..100).any(|_| is_steady(&call("DescribeServices", services.clone()))));
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    for resource in state["resources"].as_array_mut().unwrap() {
        let is_service = resource["type"] == "aws_ecs_service";
        let attributes = &mut resource["instances"][0]["attributes"];
        if is_service && attributes["name"] == "worker" {
            let arn = |kind: &str| format!("arn:aws:ecs:eu-west-1:123456789012:{kind}");
            attributes["cluster"] = arn("cluster/second").into();
            attributes["id"] = arn("service/second/worker").into();
            attributes["task_definition"] = arn("task-definition/worker:1").into();
        }
    }
    world.write(STATE, &state.to_string());
    world.sandbox.clear_calls();
    world
}

#[test]
fn both_are_shown() {
    let run = in_two_regions().deploy(&["status", "--env", "dev", "--json"]);
    assert_eq!(run.code, Some(0), "{run}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let services = document["services"].as_array().unwrap();
    let shown: Vec<_> = services.iter().map(|service| (&service["label"], &service["running"])).collect();
    assert_eq!(shown, [(&json!("web"), &json!(1)), (&json!("worker"), &json!(1))]);
}

#[test]
fn both_are_redeployed_and_followed() {
    let run = in_two_regions().deploy(&["redeploy", "--env", "dev", "--poll-interval", "10ms"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("web: completed") && run.stderr.contains("worker: completed"), "{run}");
    let redeployed = "done: redeployed main/web (web:1), second/worker (worker:1)";
    assert!(run.last_line().starts_with(redeployed), "{run}");
}

#[test]
fn both_are_waited_for() {
    let world = in_two_regions();
    world.sandbox.rule(&"on worker crash".parse().unwrap());
    let forced = json!({ "cluster": "second", "service": "worker", "forceNewDeployment": true });
    world.sandbox.call_in("eu-west-1", "ecs", "UpdateService", forced).unwrap();
    let run = world.deploy(&["wait", "--env", "dev", "--poll-interval", "10ms"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("web: unchanged") && run.stderr.contains("worker: in a crash loop"), "{run}");
}

#[test]
fn a_one_off_task_runs_where_the_cluster_is() {
    let world = world_with_job();
    let call =
        |operation: &str, input: Value| world.sandbox.call_in("eu-west-1", "ecs", operation, input).unwrap();
    call("CreateCluster", json!({ "clusterName": "jobs" }));
    let logs = json!({ "logDriver": "awslogs", "options": {
        "awslogs-group": "/jobs", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "job",
    } });
    let job = json!({
        "family": "job", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "1024", "containerDefinitions": [{ "name": "app", "image": "app:1", "logConfiguration": logs }],
    });
    call("RegisterTaskDefinition", job);
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    let cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/jobs";
    state["outputs"]["cluster_name"]["value"] = cluster.into();
    world.write(STATE, &state.to_string());
    let run = world.deploy(&[
        "fargate",
        "--env",
        "dev",
        "--poll-interval",
        "5ms",
        "--",
        "sh",
        "-c",
        "echo here; exit 4",
    ]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(4), "here\n"), "{run}");
    let here = world.call_aws("ecs", "ListTasks", json!({ "cluster": "main", "family": "job" }));
    assert_eq!(here["taskArns"], json!([]));
}
