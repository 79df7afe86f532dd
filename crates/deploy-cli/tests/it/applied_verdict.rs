//! "TAG runs in ENV" is said only where the services run the images of the tag, healthy.

use serde_json::{Value, json};

use crate::support::{RunResult, STATE, World, deployed, prepare_release, prepare_update, push_image};

fn apply(world: &World, tag: &str, more: &[&str]) -> RunResult {
    let apply = ["apply", "--env", "dev", "--tag", tag, "--yes"];
    let more = if more.is_empty() { &["--poll-interval", "10ms"] } else { more };
    world.deploy(&[&apply[..], more].concat())
}

fn assert_failed(run: &RunResult, reason: &str) {
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains(reason), "`{reason}`: {run}");
    assert!(!run.stderr.contains("runs in dev"), "{run}");
}

/// Changes a JSON document of the world.
fn edit(world: &World, path: &str, change: impl Fn(&mut Value)) {
    let mut document: Value = serde_json::from_str(&world.read(path)).unwrap();
    change(&mut document);
    world.write(path, &document.to_string());
}

/// Lets the services have their old revision in the state that the apply writes.
fn keep_revisions_in_state(world: &World) {
    edit(world, "script/state", |state| {
        let resources = state["resources"].as_array_mut().unwrap().iter_mut();
        for resource in resources.filter(|resource| resource["type"] == "aws_ecs_service") {
            let attributes = &mut resource["instances"][0]["attributes"];
            attributes["task_definition"] =
                attributes["task_definition"].as_str().unwrap().replace(":2", ":1").into();
        }
    });
}

#[test]
fn a_tag_that_no_service_uses_is_a_failure() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.0");
    let run = apply(&world, "1.0.1", &[]);
    assert_failed(&run, "error: no service of `dev` uses 1.0.1\nhint: use the variable `app_tag`");
}

/// With `wait_for_steady_state`, the provider writes the old revision into the state when ECS has rolled back.
#[test]
fn a_rollback_that_the_state_takes_for_success_is_a_failure() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1-broken");
    keep_revisions_in_state(&world);
    let run = apply(&world, "1.0.1-broken", &[]);
    assert_failed(&run, "web: rolled back by the circuit breaker, web:1 runs again");
}

#[test]
fn a_service_that_keeps_its_revision_is_warned_about_and_is_no_success() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    edit(&world, "script/plan.json", |plan| {
        for resource in plan["resource_changes"].as_array_mut().unwrap() {
            if resource["type"] == "aws_ecs_service" {
                let before = resource["change"]["before"].clone();
                resource["change"] =
                    json!({ "actions": ["no-op"], "before": before, "after": before, "after_unknown": {} });
            }
        }
    });
    world.script("calls", "");
    world.script("stream", "");
    keep_revisions_in_state(&world);
    let run = apply(&world, "1.0.1", &[]);
    assert_failed(&run, "container app runs REGISTRY/worker:1.0.0, not REGISTRY/worker:1.0.1");
    assert!(run.stderr.contains("ignore_changes"), "{run}");
}

#[test]
fn a_task_with_another_image_than_the_registry_has_is_a_failure() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let other = format!("sha256:{}", "3".repeat(64));
    world.add_rule(&format!("on worker digest {other}"));
    let run = apply(&world, "1.0.1", &[]);
    assert_failed(&run, &format!("runs REGISTRY/worker:1.0.1 with the digest {other}, not sha256:"));
    assert!(run.stderr.contains("web: completed"), "{run}");
}

/// ECS keeps the state `COMPLETED` of a deployment whose tasks are gone.
#[test]
fn an_unchanged_service_without_its_tasks_is_no_success() {
    let world = deployed("1.0.0");
    world.add_rule("on web no capacity");
    let more = json!({ "cluster": "main", "service": "web", "desiredCount": 2 });
    world.call_aws("ecs", "UpdateService", more);
    let run = apply(&world, "1.0.0", &["--timeout", "1s", "--poll-interval", "10ms"]);
    assert_eq!(run.code, Some(4), "{run}");
    assert!(run.stderr.contains("web: 1 of 2 running"), "{run}");
}

#[test]
fn images_are_read_from_ecs_where_terraform_does_not_know_them() {
    for (tag, code) in [("1.0.1", 0), ("1.0.2", 3)] {
        let world = deployed("1.0.0");
        prepare_update(&world, "1.0.1");
        push_image(&world, "worker", "1.0.2");
        world.script("plan.json", "{}");
        for path in ["script/state", STATE] {
            edit(&world, path, |state| {
                let resources = state["resources"].as_array_mut().unwrap();
                resources.retain(|resource| resource["type"] == "aws_ecs_service");
            });
        }
        let run = apply(&world, tag, &[]);
        assert_eq!(run.code, Some(code), "{run}");
        assert!(run.calls.contains("aws ecs DescribeTaskDefinition 200"), "{run}");
    }
}

/// The test waits as long as the program does: a minute.
#[test]
fn a_new_deployment_that_never_appears_is_not_observed() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("calls", "");
    let run = apply(&world, "1.0.1", &["--poll-interval", "2s"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("the new deployment never appeared"), "{run}");
}
