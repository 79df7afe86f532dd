//! The circuit breaker: what it counts, up to which threshold, and how long failed tasks are not replaced.

use serde_json::{Value, json};

use crate::ecs::tests::world::{World, merge};

/// With a service of `desired` tasks whose circuit breaker is configured like this.
fn world(desired: usize, breaker: Value) -> World {
    let mut configured = json!({ "enable": true, "rollback": true });
    merge(&mut configured, breaker);
    World::with_service(json!({
        "desiredCount": desired, "deploymentConfiguration": { "deploymentCircuitBreaker": configured },
    }))
}

impl World {
    fn failed(&mut self) -> Value {
        self.service()["deployments"][0]["failedTasks"].clone()
    }
}

#[test]
fn each_healthy_task_sets_the_count_to_zero() {
    let mut world = world(3, json!({}));
    world.rule("on web crash 2 times");
    world.deploy("1.0.1");
    world.wait(300);
    assert_eq!(world.failed(), 2);
    world.wait(200);
    assert_eq!(world.failed(), 0);
    assert_eq!(world.rollout()["deploymentCircuitBreaker"]["failureCount"], 0);
    world.wait(2000);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
}

#[test]
fn failures_after_a_healthy_task_count_again() {
    let mut world = world(2, json!({}));
    // The first new task runs, all others crash.
    world.rule("on tag:1.0.1 crash");
    world.rule("on tag:1.0.1 run 1 times");
    world.deploy("1.0.1");
    world.wait(5000);
    assert_eq!(world.rollout()["status"], "ROLLBACK_SUCCESSFUL");
}

#[test]
fn without_reset_the_count_only_grows() {
    let mut world = world(3, json!({ "resetOnHealthyTask": false }));
    world.rule("on web crash 2 times");
    world.deploy("1.0.1");
    world.wait(2000);
    assert_eq!(world.failed(), 2);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
}

#[test]
fn a_threshold_has_a_type() {
    let threshold = |desired: usize, kind: &str, value: usize| {
        let mut world = world(desired, json!({ "thresholdConfiguration": { "type": kind, "value": value } }));
        world.rollout()["deploymentCircuitBreaker"]["threshold"].clone()
    };
    assert_eq!(threshold(2, "BOUNDED_PERCENT", 50), 3);
    assert_eq!(threshold(25, "BOUNDED_PERCENT", 50), 13);
    assert_eq!(threshold(2, "UNBOUNDED_PERCENT", 50), 1);
    assert_eq!(threshold(0, "UNBOUNDED_PERCENT", 50), 0);
    assert_eq!(threshold(2, "COUNT", 7), 7);
}

#[test]
fn the_wait_before_the_next_start_doubles() {
    let none = json!({ "deploymentCircuitBreaker": { "enable": false, "rollback": false } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": none }));
    world.rule("on web retries wait 60s");
    let deployment = world.deploy("1.0.1-missing");
    world.wait(60_000);
    let mut starts: Vec<f64> = world
        .tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }))
        .iter()
        .map(|task| task["createdAt"].as_f64().unwrap())
        .collect();
    starts.sort_by(f64::total_cmp);
    // Each task fails 40 s after it was created; a second here is 200 s at AWS.
    let waits = starts.windows(2).map(|pair| ((pair[1] - pair[0]) * 200.0 - 40.0).round().to_string());
    assert_eq!(waits.take(6).collect::<Vec<_>>(), ["60", "120", "240", "480", "960", "1620"]);
}

#[test]
fn a_rule_keeps_failed_tasks_from_being_counted() {
    let mut world = world(1, json!({}));
    world.rule("on web failed tasks are not counted");
    world.deploy("1.0.1-missing");
    world.wait(10_000);
    assert_eq!(world.failed(), 0);
    assert_eq!(world.rollout()["status"], "IN_PROGRESS");
}
