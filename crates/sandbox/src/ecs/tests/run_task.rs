//! `RunTask`: what is refused, what is repeated, what fails.

use serde_json::{Value, json};

use super::world::{World, merge};

#[test]
fn a_request_that_is_repeated_starts_nothing_new() {
    let mut world = World::new();
    world.define("1.0.0");
    let first = world.run(json!({ "clientToken": "t" }));
    let second = world.run(json!({ "clientToken": "t" }));
    assert_eq!(first["tasks"][0]["taskArn"], second["tasks"][0]["taskArn"]);
}

#[test]
fn what_cannot_be_run_is_refused() {
    let mut world = World::new();
    let run = |more: Value| {
        let mut input = json!({ "cluster": "main", "taskDefinition": "web" });
        merge(&mut input, more);
        input
    };
    let mut why = |more: Value| world.ask("RunTask", run(more)).unwrap_err().to_string();
    insta::assert_snapshot!(why(json!({})), @"ClientException: TaskDefinition not found.");
    insta::assert_snapshot!(why(json!({ "cluster": "other" })), @"ClusterNotFoundException: Cluster not found.");
    world.define("1.0.0");
    let mut why = |more: Value| world.ask("RunTask", run(more)).unwrap_err().to_string();
    insta::assert_snapshot!(why(json!({ "count": 11 })), @"InvalidParameterException: Count must be between 1 and 10.");
    insta::assert_snapshot!(why(json!({ "launchType": "FARGATE" })), @"InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    let overrides = json!({ "containerOverrides": [{ "name": "nobody" }] });
    insta::assert_snapshot!(why(json!({ "overrides": overrides })), @"InvalidParameterException: Override for container named nobody is not a container in the TaskDefinition.");
}

#[test]
fn a_one_off_task_fails_by_the_causes_of_services() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web secret denied");
    let arn = world.run(json!({}))["tasks"][0]["taskArn"].clone();
    world.wait(1000);
    let task = world.task(&arn);
    assert_eq!(task["stopCode"], "TaskFailedToStart");
    assert!(task["stoppedReason"].as_str().unwrap().contains("secretsmanager:GetSecretValue"));
    world.rule("on web no capacity");
    let answer = world.run(json!({}));
    assert_eq!(answer["tasks"], json!([]));
    assert!(answer["failures"][0]["reason"].as_str().unwrap().starts_with("Capacity is unavailable"));
}

#[test]
fn a_task_may_not_be_found_at_first() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web missing for 2 polls");
    let arn = world.run(json!({}))["tasks"][0]["taskArn"].clone();
    let describe = json!({ "cluster": "main", "tasks": [arn] });
    let mut failures = || world.call("DescribeTasks", describe.clone())["failures"].clone();
    assert_eq!(failures()[0]["reason"], "MISSING");
    assert_eq!(failures()[0]["reason"], "MISSING");
    assert_eq!(failures(), json!([]));
}
