//! `deploy continue`: a rollout that waits for a person.

use serde_json::json;

use crate::support::{RunResult, World, assert_refused, assert_run_snapshot, deployed};

/// A world in which rollouts of `web` wait for a person.
fn with_pause() -> World {
    let world = deployed("1.0.0");
    let pause = json!({ "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"] });
    let configuration =
        json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [pause] });
    let update = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": configuration });
    world.call_aws("ecs", "UpdateService", update);
    world
}

/// Lets a redeploy time out while it waits, decides, and waits for the end.
fn decide(world: &World, more: &[&str]) -> (RunResult, RunResult) {
    let redeploy = ["redeploy", "--env", "dev", "--poll-interval", "10ms", "--timeout", "1s", "web"];
    let redeploy = world.deploy(&redeploy);
    assert_eq!(redeploy.code, Some(4), "{redeploy}");
    let decided = world.deploy(&[&["continue", "--env", "dev", "web"][..], more].concat());
    assert_eq!(decided.code, Some(0), "{decided}");
    (decided, world.deploy(&["wait", "--env", "dev", "--poll-interval", "10ms", "web"]))
}

#[test]
fn a_rollout_that_is_continued_completes() {
    let (decided, waited) = decide(&with_pause(), &[]);
    assert_run_snapshot!(decided);
    assert_eq!(waited.code, Some(0), "{waited}");
    assert!(waited.stderr.contains("web: completed"), "{waited}");
}

#[test]
fn a_rollout_that_is_refused_is_rolled_back_by_a_user() {
    let (decided, waited) = decide(&with_pause(), &["--rollback"]);
    let words = "done: web is rolled back from POST_TEST_TRAFFIC_SHIFT (hook ecs-pause-";
    assert!(decided.last_line().starts_with(words), "{decided}");
    assert_eq!(waited.code, Some(3), "{waited}");
    assert!(waited.stderr.contains("web: rolled back by a user, web:1 runs again"), "{waited}");
}

#[test]
fn where_nothing_waits_it_is_refused() {
    let run = deployed("1.0.0").deploy(&["continue", "--env", "dev", "web"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn the_help_says_what_it_takes() {
    assert_run_snapshot!(World::new().deploy(&["continue", "--help"]));
}
