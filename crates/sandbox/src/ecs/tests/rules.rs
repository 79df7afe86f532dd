//! What rules and image tags make of rollouts and polls.

use serde_json::{Value, json};

use super::world::{STEP, World};

#[test]
fn a_crash_has_the_exit_code_of_its_rule() {
    let mut world = World::with_service(json!({}));
    world.rule("on web crash after 2s exit 137");
    let deployment = world.deploy("1.0.1");
    world.wait(3000);
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }));
    assert_eq!(stopped.len(), 3);
    assert_eq!(stopped[0]["containers"][0]["exitCode"], 137);
}

#[test]
fn a_temporary_cause_lets_the_rollout_complete() {
    let mut world = World::with_service(json!({}));
    world.rule("on web pull denied 2 times");
    let deployment = world.deploy("1.0.1");
    world.wait(3000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["id"], json!(deployment));
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
}

#[test]
fn an_event_tells_that_a_part_of_the_tasks_did_not_start() {
    let mut world = World::with_service(json!({ "desiredCount": 3 }));
    world.rule("on web no capacity");
    world.rule("on web run 1 times");
    world.deploy("1.0.1");
    world.wait(100);
    assert!(world.events().contains("could not launch 2 tasks for deployment ecs-svc/ID."));
}

#[test]
fn a_late_crash_ends_a_task_of_a_completed_rollout() {
    let mut world = World::with_service(json!({}));
    let deployment = world.deploy("1.0.1-late");
    world.wait(3000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["id"], json!(deployment));
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
    assert!(!world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment })).is_empty());
}

#[test]
fn the_grace_period_delays_health_checks() {
    let seconds_until_stopped = |grace: u64| {
        let mut world = World::with_service(json!({ "healthCheckGracePeriodSeconds": grace }));
        world.rule("on web unhealthy container");
        let deployment = world.deploy("1.0.1");
        world.wait(10_000);
        let task = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }))[0].clone();
        let lived = task["stoppingAt"].as_f64().unwrap() - task["startedAt"].as_f64().unwrap();
        // A step stands for 20 s.
        (lived / STEP.as_secs_f64() * 20.0).round()
    };
    assert!((seconds_until_stopped(0) - 40.0).abs() < 1.0);
    assert!((seconds_until_stopped(200) - 200.0).abs() < 1.0);
}

#[test]
fn a_new_deployment_is_not_shown_at_first() {
    let mut world = World::with_service(json!({}));
    let before = world.service()["deployments"][0]["id"].clone();
    world.rule("on web never visible for 3 polls");
    let after = world.deploy("1.0.1");
    let shown: Vec<Value> = (0..4).map(|_| world.service()["deployments"][0]["id"].clone()).collect();
    assert_eq!(shown, [before.clone(), before.clone(), before, json!(after)]);
}

#[test]
fn a_service_may_be_missing_for_a_while() {
    let mut world = World::with_service(json!({}));
    world.rule("on web missing for 1 polls");
    assert_eq!(world.service()["status"], "ACTIVE");
    world.deploy("1.0.1");
    let describe = json!({ "cluster": "main", "services": ["web"] });
    assert_eq!(world.call("DescribeServices", describe.clone())["failures"][0]["reason"], "MISSING");
    assert_eq!(world.call("DescribeServices", describe)["failures"], json!([]));
}

#[test]
fn a_service_may_be_missing_once_in_between() {
    let mut world = World::with_service(json!({}));
    world.rule("on web missing for 1 polls after 2 polls");
    world.deploy("1.0.1");
    let describe = json!({ "cluster": "main", "services": ["web"] });
    let mut is_missing = || world.call("DescribeServices", describe.clone())["services"] == json!([]);
    assert_eq!([is_missing(), is_missing(), is_missing(), is_missing()], [false, false, true, false]);
}

#[test]
fn reads_may_flicker_between_the_old_and_the_new_state() {
    let mut world = World::with_service(json!({}));
    let before = world.service()["deployments"][0]["id"].clone();
    world.rule("on web reads flicker for 5 polls");
    let after = world.deploy("1.0.1");
    let shown: Vec<Value> = (0..7).map(|_| world.service()["deployments"][0]["id"].clone()).collect();
    let after = json!(after);
    let expected = [&before, &after, &before, &after, &before, &after, &after];
    assert_eq!(shown.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_new_service_may_flicker() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web reads flicker for 3 polls");
    world.create(json!({}));
    let describe = json!({ "cluster": "main", "services": ["web"] });
    let mut is_missing = || world.call("DescribeServices", describe.clone())["services"] == json!([]);
    assert_eq!([is_missing(), is_missing(), is_missing(), is_missing()], [true, false, true, false]);
}

#[test]
fn the_state_of_a_rollout_may_be_missing() {
    let mut world = World::with_service(json!({}));
    world.rule("on web rollout state missing for 2 polls");
    world.deploy("1.0.1");
    let mut state = || world.service()["deployments"][0].get("rolloutState").cloned();
    assert_eq!([state(), state(), state()], [None, None, Some(json!("IN_PROGRESS"))]);
}

#[test]
fn a_rollback_may_keep_the_old_id() {
    let mut world = World::with_service(json!({}));
    let old = world.service()["deployments"][0]["id"].clone();
    world.rule("on web rollback keeps id");
    world.deploy("1.0.1-broken");
    world.wait(5000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["id"], old);
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
    assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
}

#[test]
fn an_image_that_was_not_pushed_is_missing_if_a_rule_says_so() {
    let mut world = World::new();
    world.rule("images must be pushed");
    world.ecs.images.add("123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0", "sha256:0123");
    world.define("1.0.0");
    world.create(json!({}));
    world.wait(1000);
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
    let deployment = world.deploy("1.0.1");
    world.wait(2000);
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }));
    assert!(stopped[0]["stoppedReason"].as_str().unwrap().starts_with("CannotPullContainerError"));
}

#[test]
fn tasks_may_run_another_image_than_the_one_that_was_pushed() {
    let mut world = World::with_service(json!({}));
    world.rule("on web digest sha256:0123");
    world.deploy("1.0.1");
    world.wait(1000);
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
    let task = world.tasks(json!({ "serviceName": "web" }))[0].clone();
    assert_eq!(task["containers"][0]["imageDigest"], "sha256:0123");
}

#[test]
fn an_interrupted_task_is_replaced_and_does_not_count_as_failed() {
    let mut world = World::with_service(json!({}));
    world.rule("on web spot interruption after 60s 1 times");
    let deployment = world.deploy("1.0.1");
    world.wait(3000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["id"], json!(deployment));
    assert_eq!(service["deployments"][0]["failedTasks"], 0);
    assert_eq!(service["runningCount"], 1);
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }));
    assert_eq!(stopped[0]["stopCode"], "SpotInterruption");
}
