//! The health of targets that are tasks.

use sandbox::{Options, Pace, Rule, Sandbox};
use serde_json::json;

use crate::http::Request;

const GROUP: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1";

/// States and reasons in the answer to `DescribeTargetHealth`.
fn health(sandbox: &Sandbox, group: &str) -> String {
    let scope = "AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/elasticloadbalancing/aws4_request";
    let headers = [("Authorization", scope), ("Content-Type", "application/x-www-form-urlencoded")];
    let address = sandbox.endpoint().replace("http://", "");
    let group = group.replace(':', "%3A").replace('/', "%2F");
    let body = format!("Action=DescribeTargetHealth&TargetGroupArn={group}");
    let answer =
        Request { address: &address, method: "POST", path: "/", headers: &headers, body: &body }.send();
    if answer.status != 200 {
        return answer.status.to_string();
    }
    let states =
        answer.body.split("<TargetHealth>").skip(1).map(|rest| rest.split("</TargetHealth>").next().unwrap());
    let states: Vec<_> = states.collect();
    if states.is_empty() { "no target".into() } else { states.join(" ") }
}

/// A service `web` behind the target group.
fn create_service(sandbox: &Sandbox) {
    let container = json!({ "name": "web", "image": "web:1", "portMappings": [{ "containerPort": 80 }] });
    let definition = json!({ "family": "web", "networkMode": "awsvpc", "containerDefinitions": [container] });
    let balancer = json!({ "targetGroupArn": GROUP, "containerName": "web", "containerPort": 80 });
    let service = json!({
        "cluster": "dev", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        "loadBalancers": [balancer],
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
    });
    for (operation, input) in [
        ("CreateCluster", json!({ "clusterName": "dev" })),
        ("RegisterTaskDefinition", definition),
        ("CreateService", service),
    ] {
        sandbox.call("ecs", operation, input).unwrap();
    }
}

#[test]
fn the_health_of_a_target_follows_its_task() {
    let sandbox = Sandbox::start(Options { pace: Pace::Polls, ..Options::default() }).unwrap();
    sandbox.ecs(|ecs| ecs.rule("on web wrong port 1 times".parse::<Rule>().unwrap()));
    create_service(&sandbox);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..16 {
        let health = health(&sandbox, GROUP);
        if seen.last() != Some(&health) {
            seen.push(health);
        }
        sandbox.call("ecs", "DescribeServices", json!({ "cluster": "dev", "services": ["web"] })).unwrap();
    }
    insta::assert_snapshot!(seen.join("\n"), @"
    no target
    <State>unhealthy</State><Reason>Target.Timeout</Reason><Description>Request timed out</Description>
    <State>draining</State><Reason>Target.DeregistrationInProgress</Reason><Description>Target deregistration is in progress</Description>
    no target
    <State>initial</State><Reason>Elb.InitialHealthChecking</Reason><Description>Initial health checks in progress</Description>
    <State>healthy</State>
    ");
    // A group that no service is behind is not the model's.
    assert_eq!(health(&sandbox, "arn:aws:other"), "501");
}
