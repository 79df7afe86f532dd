//! `deploy wait`: rollouts that somebody else began, and what runs where none is in progress.

use serde_json::json;

use crate::support::{RunResult, World, assert_run_snapshot, define_service_revision, deployed, push_image};

fn wait(world: &World, more: &[&str]) -> RunResult {
    world.sandbox.clear_calls();
    world.deploy(&[&["wait", "--env", "dev", "--poll-interval", "10ms"][..], more].concat())
}

/// Deploys a tag to `web`, as Terraform does that is killed then.
fn begin(world: &World, tag: &str) {
    push_image(world, "worker", tag);
    let definition = define_service_revision(world, "web", tag);
    let update = json!({ "cluster": "main", "service": "web", "taskDefinition": definition });
    world.call_aws("ecs", "UpdateService", update);
}

#[test]
fn where_nothing_is_in_progress_what_runs_is_verified() {
    let run = wait(&deployed("1.0.0"), &[]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("web: unchanged") && run.stderr.contains("worker: unchanged"), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn it_follows_the_rollout_in_progress() {
    let world = deployed("1.0.0");
    let forced = json!({ "cluster": "main", "service": "web", "forceNewDeployment": true });
    world.call_aws("ecs", "UpdateService", forced);
    let run = wait(&world, &["web"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_rollback_is_seen_while_it_runs_and_afterwards() {
    let world = deployed("1.0.0");
    begin(&world, "1.0.1-broken");
    for _ in 0..2 {
        let run = wait(&world, &["web"]);
        assert_eq!(run.code, Some(3), "{run}");
        assert!(run.stderr.contains("web: rolled back by the circuit breaker, web:1 runs again"), "{run}");
    }
}

#[test]
fn another_revision_than_the_one_that_was_applied_is_a_failure() {
    let world = deployed("1.0.0");
    begin(&world, "1.0.1");
    let run = wait(&world, &["web"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(
        run.stderr.contains("container app runs REGISTRY/worker:1.0.1, not REGISTRY/worker:1.0.0"),
        "{run}"
    );
    let run = wait(&world, &["web"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("it runs web:2, but web:1 was applied last"), "{run}");
}

#[test]
fn the_help_says_what_it_takes() {
    assert_run_snapshot!(World::new().deploy(&["wait", "--help"]));
}
