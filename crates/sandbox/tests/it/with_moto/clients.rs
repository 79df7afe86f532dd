//! The AWS CLI and boto3, unchanged, against the sandbox.

use std::process::Command;

use sandbox::{Options, Pace, Sandbox};

use crate::programs::{aws, python};

fn sandbox() -> Sandbox {
    Sandbox::start(Options { pace: Pace::Polls, ..Options::default() }).unwrap()
}

/// What a program prints that finds the sandbox by its environment.
fn printed(mut command: Command, sandbox: &Sandbox) -> String {
    let output = command
        .env("AWS_ENDPOINT_URL", sandbox.endpoint())
        .env("AWS_ACCESS_KEY_ID", "sandbox")
        .env("AWS_SECRET_ACCESS_KEY", "sandbox")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn cli(sandbox: &Sandbox, line: &str) -> String {
    let mut command = aws();
    command.args(line.split(' ')).args(["--output", "text"]);
    printed(command, sandbox)
}

#[test]
fn the_cli_deploys_a_service_and_waits_for_it() {
    let sandbox = sandbox();
    cli(&sandbox, "ecs create-cluster --cluster-name dev");
    cli(
        &sandbox,
        "ecs register-task-definition --family web --container-definitions name=web,image=web:1,memory=64",
    );
    cli(
        &sandbox,
        "ecs create-service --cluster dev --service-name web --task-definition web --desired-count 1",
    );
    // Its waiter asks every 15 seconds: at its first question the service is stable.
    for _ in 0..8 {
        sandbox
            .call("ecs", "DescribeTasks", serde_json::json!({ "cluster": "dev", "tasks": ["none"] }))
            .unwrap();
    }
    cli(&sandbox, "ecs wait services-stable --cluster dev --services web");
    let state = cli(
        &sandbox,
        "ecs describe-services --cluster dev --services web --query services[0].[runningCount,deployments[0].rolloutState]",
    );
    assert_eq!(state.trim(), "1\tCOMPLETED");
    cli(&sandbox, "ecs delete-service --cluster dev --service web --force");
}

#[test]
fn the_cli_manages_repositories() {
    let sandbox = sandbox();
    cli(&sandbox, "ecr create-repository --repository-name app --image-tag-mutability IMMUTABLE");
    let password = cli(&sandbox, "ecr get-login-password");
    assert_eq!(password.trim().len(), 44, "{password}");
    let names =
        cli(&sandbox, "ecr describe-repositories --query repositories[].[repositoryName,imageTagMutability]");
    assert_eq!(names.trim(), "app\tIMMUTABLE");
    cli(&sandbox, "ecr delete-repository --repository-name app");
}

#[test]
fn boto3_runs_a_task_to_its_end() {
    let sandbox = sandbox();
    let script = r#"
import boto3
ecs, logs = boto3.client("ecs"), boto3.client("logs")
ecs.create_cluster(clusterName="dev")
options = {"awslogs-group": "app", "awslogs-stream-prefix": "job", "awslogs-region": "us-east-1"}
container = {"name": "job", "image": "job:1", "logConfiguration": {"logDriver": "awslogs", "options": options}}
ecs.register_task_definition(family="job", containerDefinitions=[container], cpu="256", memory="512")
task = ecs.run_task(cluster="dev", taskDefinition="job")["tasks"][0]["taskArn"]
states = []
while not states or states[-1] != "STOPPED":
    described = ecs.describe_tasks(cluster="dev", tasks=[task])["tasks"][0]
    if described["lastStatus"] not in states:
        states.append(described["lastStatus"])
print(*states, described["containers"][0]["exitCode"])
pages = logs.get_paginator("filter_log_events").paginate(logGroupName="app")
print(*[event["message"] for page in pages for event in page["events"]])
try:
    ecs.describe_services(cluster="none", services=["web"])
except ecs.exceptions.ClusterNotFoundException as error:
    print(error.response["Error"]["Code"])
"#;
    let mut command = python();
    command.args(["-c", script]);
    insta::assert_snapshot!(printed(command, &sandbox), @"
    PENDING RUNNING DEPROVISIONING STOPPED 0
    job started from job:1
    ClusterNotFoundException
    ");
}
