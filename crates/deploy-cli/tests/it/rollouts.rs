//! What becomes of a rollout after an apply or a redeployment: the verdict is the exit code.

use sandbox::{Fault, Kind};
use serde_json::json;

use crate::world::{Ran, World, assert_ran};

/// Applies `tag` where 1.0.0 runs.
fn apply(world: &World, tag: &str, more: &[&str]) -> Ran {
    world.brings(tag);
    let apply = ["apply", "--env", "dev", "--tag", tag, "--yes", "--poll-interval", "10ms"];
    world.deploy(&[&apply[..], more].concat())
}

fn redeploy(world: &World, more: &[&str]) -> Ran {
    let redeploy = ["redeploy", "--env", "dev", "--poll-interval", "10ms"];
    world.deploy(&[&redeploy[..], more].concat())
}

fn rule(world: &World, text: &str) {
    world.sandbox.ecs(|ecs| ecs.rule(text.parse().unwrap()));
}

#[test]
fn an_apply_is_followed_until_it_runs() {
    let ran = apply(&World::running("1.0.0"), "1.0.1", &[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_ran!(ran);
}

#[test]
fn a_rollout_that_is_rolled_back() {
    let ran = apply(&World::running("1.0.0"), "1.0.1-broken", &[]);
    assert_eq!(ran.code, Some(3), "{ran}");
    assert!(ran.stderr.contains("rolled back"), "{ran}");
    assert!(ran.last_line().starts_with("now: 2 resources were changed; "), "{ran}");
}

#[test]
fn one_of_two_rollouts_fails() {
    let world = World::running("1.0.0");
    rule(&world, "on worker crash exit 137");
    let ran = apply(&world, "1.0.1", &[]);
    assert_eq!(ran.code, Some(3), "{ran}");
    assert!(ran.stderr.contains("137"), "{ran}");
    assert!(ran.last_line().contains("web is rolled out"), "{ran}");
}

#[test]
fn a_rollout_that_another_one_supersedes() {
    let world = World::running("1.0.0");
    rule(&world, "start takes 60000s");
    world.brings("1.0.1");
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--poll-interval", "10ms", "--json"];
    let running = world.invocation(&apply).start();
    let running = running.until(|| polls(&world) > 6);
    world.define("web", "1.0.2");
    world.call(
        "ecs",
        "UpdateService",
        json!({ "cluster": "main", "service": "web", "taskDefinition": "web" }),
    );
    world.redeployed_by_another("worker");
    rule(&world, "run");
    let ran = running.wait();
    assert_eq!(ran.code, Some(3), "{ran}");
    assert!(ran.stderr.contains("superseded"), "{ran}");
}

fn polls(world: &World) -> usize {
    world.sandbox.calls().iter().filter(|call| call.operation == "DescribeServices").count()
}

#[test]
fn a_rollout_that_takes_too_long() {
    let world = World::running("1.0.0");
    rule(&world, "start takes 60000s");
    let ran = apply(&world, "1.0.1", &["--timeout", "1s"]);
    assert_eq!(ran.code, Some(4), "{ran}");
    assert!(ran.stderr.contains("hint: give it longer with --timeout"), "{ran}");
    assert!(ran.last_line().contains("the rollout of web goes on in ECS"), "{ran}");
}

#[test]
fn a_service_that_goes_away() {
    let world = World::running("1.0.0");
    rule(&world, "start takes 60000s");
    let redeploy = ["redeploy", "--env", "dev", "web", "--poll-interval", "10ms"];
    let running = world.invocation(&redeploy).start().until(|| polls(&world) > 4);
    world.call("ecs", "DeleteService", json!({ "cluster": "main", "service": "web", "force": true }));
    let ran = running.wait();
    assert_eq!(ran.code, Some(3), "{ran}");
    assert!(ran.stderr.contains("`web` is gone"), "{ran}");
}

#[test]
fn a_rollout_that_cannot_be_seen() {
    let world = World::running("1.0.0");
    world.sandbox.fault(Fault::new("ecs:DescribeServices", Kind::Denied).after(2));
    let ran = redeploy(&world, &["web"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert_ran!(ran);
}

#[test]
fn several_are_redeployed() {
    let ran = redeploy(&World::running("1.0.0"), &[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("aws ecs UpdateService 200 (2 times)"), "{ran}");
    assert!(
        ran.last_line().starts_with("done: redeployed main/web (web:1), main/worker (worker:1)"),
        "{ran}"
    );
}

#[test]
fn one_is_redeployed() {
    let ran = redeploy(&World::running("1.0.0"), &["worker"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_ran!(ran);
}

#[test]
fn nobody_waits_with_no_wait() {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["redeploy", "--env", "dev", "worker", "--no-wait"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_ran!(ran);
}

#[test]
fn an_apply_that_fails_half_way_says_what_was_changed() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world.script("fails-after", "");
    let ran = world.deploy(&["apply", "--env", "dev", "--tag", "1.0.1", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("after 2 changes (2 updated)"), "{ran}");
    assert_eq!(
        ran.last_line(),
        "now: 2 resources were changed; aws_ecs_service.web, aws_ecs_service.worker may be rolling out, as `deploy status` shows"
    );
}

#[test]
fn without_changes_nothing_is_applied_and_what_runs_is_looked_at() {
    let ran = World::running("1.0.0").deploy(&["apply", "--env", "dev", "--poll-interval", "10ms", "--yes"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}
