//! The defects of `fargate`.

use serde_json::{Value, json};

use super::deploy;
use crate::fargate::{define, task, world};

const FARGATE: &str = "fargate --env dev --poll-interval 5ms";

#[test]
fn e13_container_size_place_and_tag_are_what_the_project_and_the_user_say() {
    let world = world();
    define(&world, &["runner"]);
    world.has_pushed("worker", "1.0.1");
    let ran = deploy(&world, &format!("{FARGATE} --tag 1.0.1 --cpu 512 --subnet subnet-c -- true"));
    assert_eq!(ran.code, Some(0), "{ran}");
    let task = task(&world);
    let container = &task["containers"][0];
    assert_eq!(container["name"], "runner");
    assert_eq!(container["image"], format!("{}/worker:1.0.1", world.sandbox.registry()));
    assert_eq!((&task["cpu"], &task["memory"]), (&json!("512"), &json!("1024")));
    let place = task["attachments"][0]["details"].as_array().unwrap();
    assert!(place.contains(&json!({ "name": "subnetId", "value": "subnet-c" })), "{task}");
}

#[test]
fn e13_a_task_has_no_public_address_unless_the_user_says_so() {
    let world = world();
    world.sandbox.ecs(|ecs| ecs.rule("on job no addresses".parse().unwrap()));
    for (flags, place) in
        [("", "disabled in subnet 'subnet-a'"), (" --public-ip", "enabled in subnet 'subnet-a'")]
    {
        let ran = deploy(&world, &format!("{FARGATE}{flags} -- true"));
        assert_eq!(ran.code, Some(125), "{ran}");
        assert!(ran.stderr.contains(&format!("with public IP assignment {place}")), "{ran}");
    }
}

#[test]
fn e14_what_ecs_did_not_start_is_a_failure_and_what_it_started_is_followed_to_its_end() {
    let world = world();
    world.sandbox.ecs(|ecs| ecs.rule("on job no capacity 1 times".parse().unwrap()));
    let ran = deploy(&world, &format!("{FARGATE} -- true"));
    assert_eq!(ran.code, Some(125), "{ran}");
    assert!(ran.stderr.contains("error: ECS did not start the task: Capacity is unavailable"), "{ran}");
    let ran =
        world.deploy(&[&super::words(FARGATE)[..], &["--", "sh", "-c", "echo migrated; exit 3"]].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), "migrated\n"), "{ran}");
    assert_eq!(task(&world)["lastStatus"], "STOPPED");
}

#[test]
fn e15_the_commands_own_options_are_left_to_it() {
    let world = world();
    let ran = deploy(&world, &format!("{FARGATE} manage.py migrate --noinput -v 2 --env test"));
    assert_eq!(ran.code, Some(0), "{ran}");
    let command = &task(&world)["overrides"]["containerOverrides"][0]["command"];
    assert_eq!(*command, json!(["manage.py", "migrate", "--noinput", "-v", "2", "--env", "test"]));
}

/// A container's lines are in a stream that the task's id names.
#[test]
fn e16_a_tasks_id_is_known() {
    let world = world();
    let ran = deploy(&world, &format!("{FARGATE} -- echo hello"));
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "hello\n"), "{ran}");
    let streams = world.call("logs", "DescribeLogStreams", json!({ "logGroupName": "/jobs" }));
    let names: Vec<_> =
        streams["logStreams"].as_array().unwrap().iter().map(|it| &it["logStreamName"]).collect();
    let task = task(&world)["taskArn"].clone();
    let id = task.as_str().unwrap().rsplit('/').next().unwrap();
    assert_eq!(names, [&Value::from(format!("job/app/{id}"))]);
    assert!(ran.last_line().contains(&format!("/{id} ended well")), "{ran}");
}
