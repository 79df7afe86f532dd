//! `deploy fargate`: what a one-off task prints, and whose exit code it is.

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::support::one_off_task::{define_job, stopped_task, world_with_job};
use crate::support::{RunResult, World, assert_run_snapshot, deployed, push_image};

const FARGATE: &str = "fargate --env dev --poll-interval 5ms";
const TWO_LINES: [&str; 3] = ["sh", "-c", "echo one; echo two; exit 3"];

fn fargate(world: &World, more: &[&str], command: &[&str]) -> RunResult {
    let fargate = ["fargate", "--env", "dev", "--poll-interval", "5ms"];
    world.deploy(&[&fargate[..], more, &["--"], command].concat())
}

#[test]
fn the_exit_code_is_the_containers() {
    let run = fargate(&world_with_job(), &[], &TWO_LINES);
    assert_eq!(run.code, Some(3), "{run}");
    assert_eq!(run.stdout, "one\ntwo\n");
    assert_run_snapshot!(run);
}

#[test]
fn log_lines_are_events_in_the_json_stream() {
    let run = fargate(&world_with_job(), &["--json"], &TWO_LINES);
    assert_eq!(run.code, Some(3), "{run}");
    let stream = run.stream();
    let lines: Vec<_> = stream.iter().filter(|it| it["type"] == "log_line").map(|it| &it["line"]).collect();
    assert_eq!(lines, ["one", "two"]);
    let end = stream.last().unwrap();
    assert_eq!((&end["type"], &end["ok"], &end["exit_code"]), (&json!("result"), &json!(false), &json!(3)));
    assert_eq!(end["task"]["exit_code"], 3);
}

#[test]
fn a_command_with_options_needs_no_dashes_before_it() {
    let world = world_with_job();
    let run =
        world.deploy(&["fargate", "--env", "dev", "--poll-interval", "5ms", "echo", "--noinput", "done"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "--noinput done\n"), "{run}");
}

#[test]
fn a_misspelt_option_is_no_command() {
    let world = world_with_job();
    for line in ["--tga 1.0.1 -- ls", "--tga=1.0.1 ls", "-x ls", "--tga"] {
        let run = world.deploy_line(&format!("{FARGATE} {line}"));
        assert_eq!((run.code, run.calls.as_str()), (Some(125), ""), "{run}");
        assert!(run.stderr.contains("error: unexpected argument '-"), "{run}");
    }
    let run = world.deploy_line(&format!("{FARGATE} -- --tga 1.0.1"));
    assert_eq!(run.code, Some(0), "the command begins with a dash: {run}");
    let run = world.deploy_line(&format!("{FARGATE} echo -- --tga"));
    assert_eq!(run.stdout, "-- --tga\n", "{run}");
}

#[test]
fn the_options_of_the_command_are_passed_on() {
    let world = world_with_job();
    let run = world.deploy_line(&format!("{FARGATE} manage.py migrate --noinput -v 2 --env test"));
    assert_eq!(run.code, Some(0), "{run}");
    let command = &stopped_task(&world)["overrides"]["containerOverrides"][0]["command"];
    assert_eq!(*command, json!(["manage.py", "migrate", "--noinput", "-v", "2", "--env", "test"]));
}

#[test]
fn container_size_subnet_and_tag_are_what_the_project_and_the_user_say() {
    let world = world_with_job();
    define_job(&world, &["runner"]);
    push_image(&world, "worker", "1.0.1");
    let run = world.deploy_line(&format!("{FARGATE} --tag 1.0.1 --cpu 512 --subnet subnet-c -- true"));
    assert_eq!(run.code, Some(0), "{run}");
    let task = stopped_task(&world);
    let container = &task["containers"][0];
    assert_eq!(container["name"], "runner");
    assert_eq!(container["image"], format!("{}/worker:1.0.1", world.sandbox.registry()));
    assert_eq!((&task["cpu"], &task["memory"]), (&json!("512"), &json!("1024")));
    let details = task["attachments"][0]["details"].as_array().unwrap();
    assert!(details.contains(&json!({ "name": "subnetId", "value": "subnet-c" })), "{task}");
}

#[test]
fn a_task_has_no_public_address_unless_the_user_asks_for_one() {
    let world = world_with_job();
    world.add_rule("on job no addresses");
    for (flags, assignment) in
        [("", "disabled in subnet 'subnet-a'"), (" --public-ip", "enabled in subnet 'subnet-a'")]
    {
        let run = world.deploy_line(&format!("{FARGATE}{flags} -- true"));
        assert_eq!(run.code, Some(125), "{run}");
        assert!(run.stderr.contains(&format!("with public IP assignment {assignment}")), "{run}");
    }
}

#[test]
fn the_tag_selects_the_image() {
    let world = world_with_job();
    push_image(&world, "worker", "1.0.1");
    let run = fargate(&world, &["--tag", "1.0.1"], &["true"]);
    assert_eq!(run.code, Some(0), "{run}");
    let image = &stopped_task(&world)["containers"][0]["image"];
    assert_eq!(*image, format!("{}/worker:1.0.1", world.sandbox.registry()));
    assert_run_snapshot!(run);
}

#[test]
fn a_tag_that_was_not_pushed_changes_nothing() {
    let run = fargate(&world_with_job(), &["--tag", "9.9.9"], &["true"]);
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.stderr.contains("error: the registry has no image `REGISTRY/worker:9.9.9`"), "{run}");
    assert!(!run.changed_something() && !run.calls.contains("RunTask"), "{run}");
}

#[test]
fn of_several_containers_one_must_be_named() {
    let world = world_with_job();
    define_job(&world, &["app", "proxy"]);
    let run = fargate(&world, &[], &["true"]);
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.last_line().ends_with("available: `app`, `proxy`"), "{run}");
}

#[test]
fn a_task_that_ecs_did_not_start_is_a_failure_and_one_that_it_started_is_followed_to_its_end() {
    let world = world_with_job();
    world.add_rule("on job no capacity 1 times");
    let run = world.deploy_line(&format!("{FARGATE} -- true"));
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.stderr.contains("error: ECS did not start the task: Capacity is unavailable"), "{run}");
    let run = fargate(&world, &[], &["sh", "-c", "echo migrated; exit 3"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), "migrated\n"), "{run}");
    assert_eq!(stopped_task(&world)["lastStatus"], "STOPPED");
}

/// A container's lines are in a stream that the task's id names.
#[test]
fn the_log_stream_and_the_last_line_have_the_id_of_the_task() {
    let world = world_with_job();
    let run = world.deploy_line(&format!("{FARGATE} -- echo hello"));
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "hello\n"), "{run}");
    let streams = world.call_aws("logs", "DescribeLogStreams", json!({ "logGroupName": "/jobs" }));
    let names: Vec<_> =
        streams["logStreams"].as_array().unwrap().iter().map(|it| &it["logStreamName"]).collect();
    let task = stopped_task(&world)["taskArn"].clone();
    let id = task.as_str().unwrap().rsplit('/').next().unwrap();
    assert_eq!(names, [&Value::from(format!("job/app/{id}"))]);
    assert!(run.last_line().contains(&format!("/{id} succeeded")), "{run}");
}

#[test]
fn another_container_that_ended_the_task_is_shown_with_its_last_lines() {
    let world = world_with_job();
    define_job(&world, &["app", "proxy"]);
    world.add_rule("on job crash exit 1 in proxy");
    let run = fargate(&world, &["--container", "app"], &["sleep", "900"]);
    assert_eq!((run.code, run.stdout.contains("proxy")), (Some(143), false), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_task_that_never_started_is_a_failure_with_its_cause() {
    let world = world_with_job();
    world.add_rule("on job image missing");
    let run = fargate(&world, &[], &["true"]);
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.stderr.contains("CannotPullContainerError"), "{run}");
}

#[test]
fn a_missing_output_is_named_with_the_command() {
    let run = fargate(&deployed("1.0.0"), &[], &["true"]);
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.stderr.contains("the output `job_task_definition_family`, which `fargate` needs"), "{run}");
}

#[test]
fn a_detached_task_is_only_started() {
    let run = fargate(&world_with_job(), &["--detach"], &["sleep", "900"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stdout.starts_with("arn:aws:ecs:us-east-1:123456789012:task/main/"), "{run}");
    assert!(!run.calls.contains("DescribeTasks"), "{run}");
}

#[test]
fn an_interrupt_stops_the_task_and_says_so() {
    let world = world_with_job();
    let args = ["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "sleep", "9000000"];
    let running = world.invocation(&args).start().wait_for_output("arn:aws:ecs");
    let run = running.signal(Signal::SIGINT).wait();
    assert_eq!(run.code, Some(130), "{run}");
    assert!(run.last_line().ends_with(" was stopped"), "{run}");
}

#[test]
fn a_size_that_fargate_does_not_have_leaves_nothing_behind() {
    let world = world_with_job();
    push_image(&world, "worker", "1.0.1");
    let run = fargate(&world, &["--cpu", "300", "--tag", "1.0.1"], &["true"]);
    assert_eq!(run.code, Some(125), "{run}");
    assert!(run.stderr.contains("RunTask: ClientException: No Fargate configuration exists"), "{run}");
    assert!(
        run.last_line().starts_with("hint: Fargate has, as CPU units with MiB of memory: 256 with"),
        "{run}"
    );
    assert!(run.calls.contains("DeregisterTaskDefinition 200"), "{run}");
}

#[test]
fn a_bad_option_does_not_look_like_an_exit_code_of_the_container() {
    let run = deployed("1.0.0").deploy(&["fargate", "--env", "dev", "--cpu", "much", "--", "true"]);
    assert_eq!(run.code, Some(125), "{run}");
}
