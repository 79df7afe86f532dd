//! Whole rollouts, as a program that follows them by polls sees them.

#![expect(clippy::needless_pass_by_value, reason = "tests write their JSON where it is used")]

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

/// With a service of two tasks that was deployed before it got this configuration.
fn world(desired: usize, configuration: Value) -> World {
    let mut world = World::with_service(json!({ "desiredCount": desired }));
    world.update(json!({ "deploymentConfiguration": configuration }));
    world
}

fn seconds(world: &mut World, at_aws: u64) {
    world.wait(at_aws * 5);
}

impl World {
    /// The reasons of all deployments, of the service deployment, and of its rollback.
    fn reasons(&mut self) -> String {
        let (service, rollout) = (self.service(), self.rollout());
        let deployments = service["deployments"].as_array().unwrap().iter();
        let mut reasons: Vec<String> =
            deployments.map(|one| format!("{} {}", one["status"], one["rolloutStateReason"])).collect();
        reasons.push(format!("{} {}", rollout["status"], rollout["statusReason"]));
        super::super::world::shorten(&reasons.join("\n").replace('"', ""))
    }

    fn events_since(&mut self, before: usize) -> String {
        let events = self.events();
        events.lines().skip(before).collect::<Vec<_>>().join("\n")
    }

    fn event_count(&mut self) -> usize {
        self.service()["events"].as_array().unwrap().len()
    }
}

#[test]
fn blue_green_with_a_bake_time() {
    let mut world = world(2, json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10 }));
    let before = world.event_count();
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(900));
    insta::assert_snapshot!(world.events_since(before));
}

#[test]
fn a_pause_of_forty_minutes_shows_nothing_new() {
    let hook = json!({ "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"] });
    let configuration = json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [hook] });
    let mut world = world(2, configuration);
    world.deploy("1.0.1");
    seconds(&mut world, 120);
    let (before, paused) = (world.service(), world.now);
    seconds(&mut world, 40 * 60);
    assert_eq!(world.service(), before);
    let rollout = world.rollout();
    assert_eq!(
        (&rollout["status"], &rollout["lifecycleStage"]),
        (&json!("IN_PROGRESS"), &json!("POST_TEST_TRAFFIC_SHIFT"))
    );
    let hook = &rollout["lifecycleHookDetails"][0];
    assert_eq!((&hook["status"], &hook["timeoutAction"]), (&json!("AWAITING_ACTION"), &json!("ROLLBACK")));
    // A day at AWS is 432 s here.
    assert!((hook["expiresAt"].as_f64().unwrap() - paused.seconds() - 432.0).abs() < 1.0);
    let more = json!({ "serviceDeploymentArn": rollout["serviceDeploymentArn"], "hookId": hook["hookId"] });
    world.call("ContinueServiceDeployment", more);
    seconds(&mut world, 120);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
}

#[test]
fn a_rolling_deployment_that_the_breaker_rolls_back() {
    let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
    let mut world = world(2, breaker);
    world.rule("on web retries wait 60s");
    world.rule("on tag:1.0.1 image missing");
    let before = world.event_count();
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(147));
    insta::assert_snapshot!(world.reasons());
    insta::assert_snapshot!(world.timeline(90));
    insta::assert_snapshot!(world.reasons());
    insta::assert_snapshot!(world.events_since(before));
}

#[test]
fn a_first_deployment_that_the_breaker_fails() {
    let mut world = World::new();
    world.define("1.0.0-missing");
    world.create(json!({ "desiredCount": 2 }));
    seconds(&mut world, 600);
    insta::assert_snapshot!(world.reasons(), @"
    PRIMARY ECS deployment circuit breaker: tasks failed to start.
    ROLLBACK_FAILED No rollback candidate was found to run the rollback.
    ");
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 2 tasks: (task TASK) (task TASK).
    (service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: not found.
    (service web) has started 2 tasks: (task TASK) (task TASK).
    (service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: not found.
    (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
    (service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-missing: not found.
    ");
    assert_eq!(world.service()["runningCount"], 0);
}

#[test]
fn early_success_with_protected_old_tasks() {
    let criteria =
        json!({ "enable": true, "healthyPercent": 80, "sourceServiceRevisionCleanup": "DEFERRED" });
    let mut world = world(10, json!({ "minimumHealthyPercent": 80, "earlySuccessCriteria": criteria }));
    let old: Vec<Value> =
        world.tasks(json!({ "serviceName": "web" })).iter().map(|task| task["taskArn"].clone()).collect();
    let protect =
        json!({ "cluster": "main", "tasks": old, "protectionEnabled": true, "expiresInMinutes": 600 });
    world.call("UpdateTaskProtection", protect);
    world.rule("on tag:1.0.1 start takes 3600s 2 times");
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(120), @"
     0s PENDING
        PRIMARY web:2 0/10 +0 IN_PROGRESS | ACTIVE web:1 10/10 +0 COMPLETED
     5s IN_PROGRESS
        PRIMARY web:2 0/10 +10 IN_PROGRESS | ACTIVE web:1 10/10 +0 COMPLETED
    45s IN_PROGRESS
        PRIMARY web:2 8/10 +2 IN_PROGRESS | ACTIVE web:1 10/10 +0 COMPLETED
    85s SUCCESSFUL
        PRIMARY web:2 8/10 +2 COMPLETED | ACTIVE web:1 10/10 +0 COMPLETED
    ");
    seconds(&mut world, 4000);
    insta::assert_snapshot!(world.timeline(5), @"
    0s SUCCESSFUL
       PRIMARY web:2 10/10 +0 COMPLETED | ACTIVE web:1 10/10 +0 COMPLETED
    ");
    assert_eq!(world.rollout()["targetServiceRevision"]["runningTaskCount"], 8);
}

#[test]
fn a_canary_that_an_alarm_rolls_back() {
    let mut world = world(
        2,
        json!({
            "strategy": "CANARY",
            "canaryConfiguration": { "canaryPercent": 10, "canaryBakeTimeInMinutes": 10 },
            "alarms": { "enable": true, "rollback": true, "alarmNames": ["5xx"] },
        }),
    );
    world.rule("on web alarm 5xx after 240s");
    let before = world.event_count();
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(400));
    insta::assert_snapshot!(world.reasons());
    insta::assert_snapshot!(world.events_since(before));
    assert_eq!(world.rollout()["alarms"]["triggeredAlarmNames"], json!(["5xx"]));
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "serviceName": "web" }));
    assert!(stopped.iter().all(|task| task["stopCode"] == "ServiceSchedulerInitiated"));
}
