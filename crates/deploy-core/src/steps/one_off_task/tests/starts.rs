//! What a task is started with, and that it is started once.

use sandbox::{Fault, Kind};
use serde_json::json;

use super::World;
use crate::steps::one_off_task::task::{self, started_by};

#[tokio::test]
async fn what_ecs_answers_with_a_failure_is_an_error() {
    let world = World::new();
    world.rule("on job no capacity");
    let error = world.run_command(&["true"]).await.unwrap_err();
    assert!(error.to_string().contains("ECS did not start the task: "), "{error}");
}

#[tokio::test]
async fn the_task_gets_its_starter_its_size_and_its_command() {
    let world = World::new();
    let mut job = world.job(&["sleep", "900"]).await;
    (job.request.cpu, job.request.memory) = (Some(512), Some(2048));
    task::start(&world.session, &job).await.unwrap();
    let call = &world.tasks()[0];
    assert_eq!(call["startedBy"], "deploy/ann");
    assert_eq!(call["overrides"]["cpu"], "512");
    assert_eq!(call["overrides"]["memory"], "2048");
    assert_eq!(call["overrides"]["containerOverrides"][0]["command"], json!(["sleep", "900"]));
}

#[tokio::test]
async fn a_lost_answer_does_not_run_the_task_twice() {
    let world = World::new();
    world.sandbox.fault(Fault::new("ecs:RunTask", Kind::Truncate).times(1));
    assert_eq!(world.run_command(&["true"]).await.unwrap(), 0);
    assert_eq!(world.count("RunTask"), 2);
    let stopped = json!({ "cluster": "main", "desiredStatus": "STOPPED" });
    let stopped = world.sandbox.call("ecs", "ListTasks", stopped).unwrap();
    assert_eq!(stopped["taskArns"].as_array().unwrap().len(), 1);
}

#[test]
fn who_started_it_is_said_in_letters_that_ecs_takes() {
    assert_eq!(started_by(Some("ann.lee@example")), "deploy/ann-lee-example");
    assert_eq!(started_by(None), "deploy");
    assert!(started_by(Some(&"x".repeat(500))).len() <= 128);
}
