//! One-off tasks: what they print, and whose exit code it is.

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::world::{Ran, STATE, World, assert_ran};

/// Where 1.0.0 runs, and what a one-off task needs is among the outputs.
pub(crate) fn world() -> World {
    let world = World::running("1.0.0");
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
    define(&world, &["app"]);
    world
}

/// Registers a revision of `job` with these containers.
pub(crate) fn define(world: &World, containers: &[&str]) {
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
    world.call("ecs", "RegisterTaskDefinition", definition);
}

/// The one-off task that has stopped, as ECS describes it.
pub(crate) fn task(world: &World) -> Value {
    let stopped = world.call(
        "ecs",
        "ListTasks",
        json!({ "cluster": "main", "family": "job", "desiredStatus": "STOPPED" }),
    );
    let tasks = json!({ "cluster": "main", "tasks": stopped["taskArns"] });
    world.call("ecs", "DescribeTasks", tasks)["tasks"][0].clone()
}

fn fargate(world: &World, more: &[&str], command: &[&str]) -> Ran {
    let fargate = ["fargate", "--env", "dev", "--poll-interval", "5ms"];
    world.deploy(&[&fargate[..], more, &["--"], command].concat())
}

const TWO_LINES: [&str; 3] = ["sh", "-c", "echo one; echo two; exit 3"];

#[test]
fn the_exit_code_is_the_containers() {
    let ran = fargate(&world(), &[], &TWO_LINES);
    assert_eq!(ran.code, Some(3), "{ran}");
    assert_eq!(ran.stdout, "one\ntwo\n");
    assert_ran!(ran);
}

#[test]
fn a_command_with_options_needs_no_dashes_before_it() {
    let world = world();
    let ran =
        world.deploy(&["fargate", "--env", "dev", "--poll-interval", "5ms", "echo", "--noinput", "done"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "--noinput done\n"), "{ran}");
}

#[test]
fn lines_are_events_in_the_json_stream() {
    let ran = fargate(&world(), &["--json"], &TWO_LINES);
    assert_eq!(ran.code, Some(3), "{ran}");
    let stream = ran.stream();
    let lines: Vec<_> = stream.iter().filter(|it| it["type"] == "log_line").map(|it| &it["line"]).collect();
    assert_eq!(lines, ["one", "two"]);
    let end = stream.last().unwrap();
    assert_eq!((&end["type"], &end["ok"], &end["exit_code"]), (&json!("result"), &json!(false), &json!(3)));
    assert_eq!(end["task"]["exit_code"], 3);
}

#[test]
fn the_tag_selects_the_image() {
    let world = world();
    world.has_pushed("worker", "1.0.1");
    let ran = fargate(&world, &["--tag", "1.0.1"], &["true"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let image = &task(&world)["containers"][0]["image"];
    assert_eq!(*image, format!("{}/worker:1.0.1", world.sandbox.registry()));
    assert_ran!(ran);
}

#[test]
fn a_tag_that_was_not_pushed_touches_nothing() {
    let ran = fargate(&world(), &["--tag", "9.9.9"], &["true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.stderr.contains("error: the registry has no image `REGISTRY/worker:9.9.9`"), "{ran}");
    assert!(!ran.changed_something() && !ran.calls.contains("RunTask"), "{ran}");
}

#[test]
fn of_several_containers_one_must_be_named() {
    let world = world();
    define(&world, &["app", "proxy"]);
    let ran = fargate(&world, &[], &["true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.last_line().ends_with("there are `app`, `proxy`"), "{ran}");
}

#[test]
fn a_container_that_ended_the_task_of_another_one_is_told_with_its_last_lines() {
    let world = world();
    define(&world, &["app", "proxy"]);
    world.sandbox.ecs(|ecs| ecs.rule("on job crash exit 1 in proxy".parse().unwrap()));
    let ran = fargate(&world, &["--container", "app"], &["sleep", "900"]);
    assert_eq!((ran.code, ran.stdout.contains("proxy")), (Some(143), false), "{ran}");
    assert_ran!(ran);
}

#[test]
fn a_task_that_never_started() {
    let world = world();
    world.sandbox.ecs(|ecs| ecs.rule("on job image missing".parse().unwrap()));
    let ran = fargate(&world, &[], &["true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.stderr.contains("CannotPullContainerError"), "{ran}");
}

#[test]
fn a_missing_output_is_named_with_the_command() {
    let ran = fargate(&World::running("1.0.0"), &[], &["true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.stderr.contains("the output `job_task_definition_family`, which `fargate` needs"), "{ran}");
}

#[test]
fn a_detached_task_is_only_started() {
    let ran = fargate(&world(), &["--detach"], &["sleep", "900"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.stdout.starts_with("arn:aws:ecs:us-east-1:123456789012:task/main/"), "{ran}");
    assert!(!ran.calls.contains("DescribeTasks"), "{ran}");
}

#[test]
fn an_interrupt_stops_the_task_and_says_so() {
    let world = world();
    let args = ["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "sleep", "9000000"];
    let running = world.invocation(&args).start().said("arn:aws:ecs");
    let ran = running.signal(Signal::SIGINT).wait();
    assert_eq!(ran.code, Some(130), "{ran}");
    assert!(ran.last_line().ends_with(" was stopped"), "{ran}");
}

#[test]
fn a_size_that_fargate_does_not_have_leaves_nothing_behind() {
    let world = world();
    world.has_pushed("worker", "1.0.1");
    let ran = fargate(&world, &["--cpu", "300", "--tag", "1.0.1"], &["true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.stderr.contains("RunTask: ClientException: No Fargate configuration exists"), "{ran}");
    assert!(
        ran.last_line().starts_with("hint: Fargate has, as CPU units with MiB of memory: 256 with"),
        "{ran}"
    );
    assert!(ran.calls.contains("DeregisterTaskDefinition 200"), "{ran}");
}

#[test]
fn a_bad_flag_is_no_exit_code_of_a_container() {
    let ran = World::running("1.0.0").deploy(&["fargate", "--env", "dev", "--cpu", "much", "--", "true"]);
    assert_eq!(ran.code, Some(125), "{ran}");
}
