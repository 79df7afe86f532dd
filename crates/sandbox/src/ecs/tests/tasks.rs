//! Tasks: their lifecycle and how they are described.

use serde_json::{Value, json};

use super::world::{STEP, World, merge};
use crate::api::Effect;

impl World {
    pub(super) fn run(&mut self, more: Value) -> Value {
        let mut input = json!({
            "cluster": "main",
            "taskDefinition": "web",
            "launchType": "FARGATE",
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
        });
        merge(&mut input, more);
        self.call("RunTask", input)
    }

    fn run_command(&mut self, command: &[&str]) -> Value {
        let overrides = json!({ "containerOverrides": [{ "name": "app", "command": command }] });
        self.run(json!({ "overrides": overrides }))["tasks"][0]["taskArn"].clone()
    }

    pub(super) fn task(&mut self, arn: &Value) -> Value {
        self.call("DescribeTasks", json!({ "cluster": "main", "tasks": [arn] }))["tasks"][0].clone()
    }

    fn log(&mut self) -> Vec<String> {
        let written = self.ecs.take_effects().into_iter();
        let line = |effect| match effect {
            Effect::Log { group, line, .. } => Some(format!("{group}: {line}")),
            Effect::Container(_) => None,
        };
        written.filter_map(line).collect()
    }
}

#[test]
fn a_task_has_its_statuses_in_order() {
    let mut world = World::new();
    world.define("1.0.0");
    let arn = world.run_command(&["sh", "-c", "sleep 60; exit 3"]);
    let mut told = Vec::new();
    for _ in 0..12 {
        let task = world.task(&arn);
        told.push(format!(
            "{} wanted {} {}",
            task["lastStatus"], task["desiredStatus"], task["containers"][0]["lastStatus"]
        ));
        world.wait(u64::try_from(STEP.as_millis()).unwrap() / 2);
    }
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "PROVISIONING" wanted "RUNNING" "PENDING"
    "PENDING" wanted "RUNNING" "PENDING"
    "RUNNING" wanted "RUNNING" "RUNNING"
    "DEPROVISIONING" wanted "STOPPED" "STOPPED"
    "STOPPED" wanted "STOPPED" "STOPPED"
    "#);
    let task = world.task(&arn);
    assert_eq!(task["containers"][0]["exitCode"], 3);
    assert_eq!(task["stopCode"], "EssentialContainerExited");
}

#[test]
fn a_task_is_described_in_full() {
    let mut world = World::new();
    world.define("1.0.0");
    let arn = world.run_command(&["true"]);
    world.wait(1000);
    let mut task = world.task(&arn);
    task["attachments"] = "…".into();
    insta::assert_json_snapshot!(task);
}

#[test]
fn the_output_of_a_command_is_logged_in_order() {
    let mut world = World::new();
    world.define("1.0.0");
    world.run_command(&["sh", "-c", "echo one; echo two"]);
    world.wait(1000);
    assert_eq!(world.log(), ["/ecs/web: one", "/ecs/web: two"]);
}

#[test]
fn a_stopped_task_has_a_stop_code_and_a_reason() {
    let mut world = World::new();
    world.define("1.0.0");
    let arn = world.run_command(&["sleep", "600"]);
    world.wait(300);
    world.call("StopTask", json!({ "cluster": "main", "task": arn, "reason": "enough" }));
    world.wait(300);
    let task = world.task(&arn);
    assert_eq!((&task["lastStatus"], &task["stopCode"]), (&json!("STOPPED"), &json!("UserInitiated")));
    assert_eq!(task["stoppedReason"], "enough");
    assert_eq!(task["containers"][0]["exitCode"], 143);
}

#[test]
fn a_stopped_task_of_a_service_is_replaced() {
    let mut world = World::with_service(json!({}));
    let arn = world.tasks(json!({ "serviceName": "web" }))[0]["taskArn"].clone();
    world.call("StopTask", json!({ "cluster": "main", "task": arn }));
    world.wait(1000);
    let tasks = world.tasks(json!({ "serviceName": "web" }));
    assert_eq!(tasks.len(), 1);
    assert_ne!(tasks[0]["taskArn"], arn);
    assert_eq!(tasks[0]["lastStatus"], "RUNNING");
}

#[test]
fn an_unknown_task_is_missing() {
    let mut world = World::new();
    let answer = world.call("DescribeTasks", json!({ "cluster": "main", "tasks": ["0123"] }));
    assert_eq!(answer["tasks"], json!([]));
    assert_eq!(answer["failures"][0]["reason"], "MISSING");
}

#[test]
fn exec_needs_a_running_task_that_allows_it() {
    let mut world = World::with_service(json!({ "enableExecuteCommand": true }));
    let arn = world.tasks(json!({ "serviceName": "web" }))[0]["taskArn"].clone();
    let exec = json!({ "cluster": "main", "task": arn, "command": "sh", "interactive": true });
    let session = world.call("ExecuteCommand", exec.clone())["session"].clone();
    assert!(session["streamUrl"].as_str().unwrap().starts_with("wss://ssmmessages.us-east-1.amazonaws.com/"));
    world.update(json!({ "enableExecuteCommand": false, "forceNewDeployment": true }));
    world.wait(1000);
    let arn = world.tasks(json!({ "serviceName": "web" }))[0]["taskArn"].clone();
    let mut exec = exec;
    exec["task"] = arn;
    assert!(world.ask("ExecuteCommand", exec).unwrap_err().message.contains("was not enabled"));
}

#[test]
fn a_protected_task_is_not_stopped_before_its_protection_ends() {
    let mut world = World::with_service(json!({}));
    let arn = world.tasks(json!({ "serviceName": "web" }))[0]["taskArn"].clone();
    let protect =
        json!({ "cluster": "main", "tasks": [arn], "protectionEnabled": true, "expiresInMinutes": 5 });
    world.call("UpdateTaskProtection", protect);
    world.deploy("1.0.1");
    // Five minutes are fifteen steps.
    world.wait(1200);
    assert_eq!(world.task(&arn)["lastStatus"], "RUNNING");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "IN_PROGRESS");
    world.wait(1200);
    assert_eq!(world.task(&arn)["lastStatus"], "STOPPED");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
}

#[test]
fn a_task_gets_the_tags_of_its_service() {
    let tags = json!([{ "key": "Project", "value": "demo" }]);
    let mut world = World::with_service(
        json!({ "tags": tags, "propagateTags": "SERVICE", "enableECSManagedTags": true }),
    );
    let arn = world.tasks(json!({ "serviceName": "web" }))[0]["taskArn"].clone();
    let told = world.call("DescribeTasks", json!({ "cluster": "main", "tasks": [arn], "include": ["TAGS"] }));
    insta::assert_snapshot!(told["tasks"][0]["tags"], @r#"[{"key":"Project","value":"demo"},{"key":"aws:ecs:serviceName","value":"web"},{"key":"aws:ecs:clusterName","value":"main"}]"#);
}
