//! Tasks that really run, in the machine's engine.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use sandbox::{Options, Rule, Sandbox};
use serde_json::{Value, json};

use crate::programs::{busybox, docker};

/// An image with a shell, removed on drop.
struct Image(String);

impl Image {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("bin")).unwrap();
        std::fs::copy(busybox(), folder.path().join("bin/sh")).unwrap();
        let mut import =
            docker(&["import", "-", name]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        import.stdin.take().unwrap().write_all(&archive(folder.path())).unwrap();
        assert!(import.wait().unwrap().success());
        Self(name.into())
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        docker(&["rmi", "--force", &self.0]).output().unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "the archive is the test's own")]
fn archive(folder: &Path) -> Vec<u8> {
    Command::new("tar").arg("-C").arg(folder).args(["-c", "bin"]).output().unwrap().stdout
}

/// A sandbox in which a task of one container runs in the engine; gives the task's ARN.
fn running(image: &str, script: &str) -> (Sandbox, Value) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    sandbox.ecs(|ecs| ecs.rule("on job run in docker".parse::<Rule>().unwrap()));
    let options =
        json!({ "awslogs-group": "app", "awslogs-stream-prefix": "job", "awslogs-region": "us-east-1" });
    let container = json!({
        "name": "job", "image": image, "memory": 64, "environment": [{ "name": "WHO", "value": "world" }],
        "logConfiguration": { "logDriver": "awslogs", "options": options },
    });
    sandbox.call("ecs", "CreateCluster", json!({})).unwrap();
    let definition = json!({ "family": "job", "containerDefinitions": [container] });
    sandbox.call("ecs", "RegisterTaskDefinition", definition).unwrap();
    let command = json!([{ "name": "job", "command": ["sh", "-c", script] }]);
    let input = json!({ "taskDefinition": "job", "overrides": { "containerOverrides": command } });
    let answer = sandbox.call("ecs", "RunTask", input).unwrap();
    (sandbox, answer["tasks"][0]["taskArn"].clone())
}

fn described(sandbox: &Sandbox, task: &Value) -> Value {
    sandbox.call("ecs", "DescribeTasks", json!({ "tasks": [task] })).unwrap()["tasks"][0].clone()
}

/// Polls until the task has stopped.
fn stopped(sandbox: &Sandbox, task: &Value) -> Value {
    loop {
        let task = described(sandbox, task);
        if task["lastStatus"] == "STOPPED" {
            return task;
        }
        std::thread::yield_now();
    }
}

fn lines(sandbox: &Sandbox) -> Vec<String> {
    let answer = sandbox.call("logs", "FilterLogEvents", json!({ "logGroupName": "app" }));
    let events = answer.map(|answer| answer["events"].clone()).unwrap_or_default();
    let events = events.as_array().into_iter().flatten();
    events.map(|event| event["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_task_writes_what_its_container_writes_and_ends_as_it_does() {
    let image = Image::new("sandbox-test-output:1");
    let (sandbox, task) = running(&image.0, "echo hello $WHO; echo and more >&2; exit 7");
    let task = stopped(&sandbox, &task);
    assert_eq!(task["containers"][0]["exitCode"], 7);
    assert_eq!(task["stoppedReason"], "Essential container in task exited");
    let mut lines = lines(&sandbox);
    // The engine keeps no order between the two streams.
    lines.sort();
    assert_eq!(lines, ["and more", "hello world"]);
}

#[test]
fn a_container_ends_with_its_task_or_with_the_sandbox() {
    let image = Image::new("sandbox-test-end:1");
    let script = "trap 'echo asked to end; exit 3' TERM; echo up; while true; do sleep 0.1; done";
    let (sandbox, task) = running(&image.0, script);
    while lines(&sandbox).is_empty() {
        described(&sandbox, &task);
    }
    sandbox.call("ecs", "StopTask", json!({ "task": task })).unwrap();
    while lines(&sandbox).len() < 2 {
        described(&sandbox, &task);
    }
    assert_eq!(lines(&sandbox), ["up", "asked to end"]);

    let (other, task) = running(&image.0, script);
    while lines(&other).is_empty() {
        described(&other, &task);
    }
    drop(other);
    drop(sandbox);
    let left = docker(&["ps", "--quiet", "--filter", &format!("ancestor={}", image.0)]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&left.stdout).lines().count(), 0);
}
