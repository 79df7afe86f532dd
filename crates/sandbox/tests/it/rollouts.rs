//! Rollouts by the SDK: the model, its clock and its rules behind HTTP.

use aws_sdk_ecs::types::DeploymentRolloutState;
use sandbox::{Options, Pace, Rule, Sandbox};
use serde_json::json;

use crate::clients::{ecs, logs, wait};

/// A sandbox whose time moves with each poll, with a service `web` of one container that logs to `app`.
fn with_service() -> Sandbox {
    let sandbox = Sandbox::start(Options { pace: Pace::Polls, ..Options::default() }).unwrap();
    let options =
        json!({ "awslogs-group": "app", "awslogs-stream-prefix": "web", "awslogs-region": "us-east-1" });
    let logs = json!({ "logDriver": "awslogs", "options": options });
    let container = json!({ "name": "web", "image": "web:1", "logConfiguration": logs });
    let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
    for (operation, input) in [
        ("CreateCluster", json!({ "clusterName": "dev" })),
        ("RegisterTaskDefinition", json!({ "family": "web", "containerDefinitions": [container] })),
        (
            "CreateService",
            json!({
                "cluster": "dev", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
                "deploymentConfiguration": breaker,
            }),
        ),
    ] {
        sandbox.call("ecs", operation, input).unwrap();
    }
    sandbox
}

/// Polls until the primary deployment has an outcome.
async fn outcome(client: &aws_sdk_ecs::Client) -> DeploymentRolloutState {
    loop {
        let answer = client.describe_services().cluster("dev").services("web").send().await.unwrap();
        let primary =
            answer.services()[0].deployments().iter().find(|it| it.status() == Some("PRIMARY")).unwrap();
        match primary.rollout_state().unwrap() {
            DeploymentRolloutState::InProgress => {}
            state => return state.clone(),
        }
    }
}

#[test]
fn a_rollout_completes_and_its_task_writes_log_lines() {
    let sandbox = with_service();
    let state = wait(outcome(&ecs(&sandbox)));
    assert_eq!(state, DeploymentRolloutState::Completed);
    let lines = wait(logs(&sandbox).filter_log_events().log_group_name("app").send()).unwrap();
    let lines: Vec<_> = lines.events().iter().filter_map(|event| event.message()).collect();
    assert_eq!(lines, ["web started from web:1"]);
}

#[test]
fn a_rule_fails_a_rollout_until_a_reset_removes_it() {
    let sandbox = with_service();
    let client = ecs(&sandbox);
    wait(outcome(&client));
    sandbox.ecs(|ecs| ecs.rule("on web crash exit 3".parse::<Rule>().unwrap()));
    wait(client.update_service().cluster("dev").service("web").force_new_deployment(true).send()).unwrap();
    let stopped = wait(async {
        loop {
            let tasks =
                client.list_tasks().cluster("dev").desired_status("STOPPED".into()).send().await.unwrap();
            if let [arn, ..] = tasks.task_arns() {
                break client.describe_tasks().cluster("dev").tasks(arn).send().await.unwrap();
            }
            client.describe_services().cluster("dev").services("web").send().await.unwrap();
        }
    });
    assert_eq!(stopped.tasks()[0].containers()[0].exit_code(), Some(3));
    sandbox.reset();
    assert_eq!(wait(outcome(&client)), DeploymentRolloutState::Completed);
}
