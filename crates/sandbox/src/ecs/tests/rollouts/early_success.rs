//! Early success criteria of rolling deployments.

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

fn configuration(cleanup: &str) -> Value {
    json!({
        "minimumHealthyPercent": 75,
        "deploymentCircuitBreaker": { "enable": true, "rollback": true },
        "earlySuccessCriteria": { "enable": true, "healthyPercent": 75, "sourceServiceRevisionCleanup": cleanup },
    })
}

/// With a service of four tasks, of whose next ones the first is slow.
fn world(cleanup: &str) -> World {
    let mut world =
        World::with_service(json!({ "desiredCount": 4, "deploymentConfiguration": configuration(cleanup) }));
    world.rule("on web start takes 600s 1 times");
    world
}

#[test]
fn a_deployment_with_deferred_cleanup_does_not_wait_for_the_old_tasks() {
    let mut world = world("DEFERRED");
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(150), @"
      0s PENDING
         PRIMARY web:2 0/4 +0 IN_PROGRESS | ACTIVE web:1 4/4 +0 COMPLETED
      5s IN_PROGRESS
         PRIMARY web:2 0/4 +4 IN_PROGRESS | ACTIVE web:1 4/3 +0 COMPLETED
     15s IN_PROGRESS
         PRIMARY web:2 0/4 +4 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
     45s IN_PROGRESS
         PRIMARY web:2 3/4 +1 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
     85s SUCCESSFUL
         PRIMARY web:2 3/4 +1 COMPLETED | ACTIVE web:1 3/0 +0 COMPLETED
     95s SUCCESSFUL
         PRIMARY web:2 3/4 +1 COMPLETED | ACTIVE web:1 0/0 +0 COMPLETED
    105s SUCCESSFUL
         PRIMARY web:2 3/4 +1 COMPLETED
    ");
    world.wait(5000);
    assert_eq!(world.service()["runningCount"], 4);
    assert_eq!(world.rollout()["targetServiceRevision"]["runningTaskCount"], 3);
}

#[test]
fn a_deployment_with_blocking_cleanup_waits_for_the_old_tasks() {
    let mut world = world("BLOCKING");
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(150), @"
      0s PENDING
         PRIMARY web:2 0/4 +0 IN_PROGRESS | ACTIVE web:1 4/4 +0 COMPLETED
      5s IN_PROGRESS
         PRIMARY web:2 0/4 +4 IN_PROGRESS | ACTIVE web:1 4/3 +0 COMPLETED
     15s IN_PROGRESS
         PRIMARY web:2 0/4 +4 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
     45s IN_PROGRESS
         PRIMARY web:2 3/4 +1 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
     85s IN_PROGRESS
         PRIMARY web:2 3/4 +1 IN_PROGRESS | ACTIVE web:1 3/0 +0 COMPLETED
     95s IN_PROGRESS
         PRIMARY web:2 3/4 +1 IN_PROGRESS | ACTIVE web:1 0/0 +0 COMPLETED
    105s SUCCESSFUL
         PRIMARY web:2 3/4 +1 COMPLETED
    ");
}

#[test]
fn after_an_early_success_the_deployment_neither_fails_nor_can_be_stopped() {
    let mut world = world("DEFERRED");
    world.ecs.rules.clear();
    world.rule("on tag:1.0.1 crash");
    world.rule("on tag:1.0.1 run 3 times");
    world.deploy("1.0.1");
    world.wait(10_000);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
    assert!(!world.events().contains("deployment failed"));
    let stop = json!({ "serviceDeploymentArn": world.rollout()["serviceDeploymentArn"] });
    assert_eq!(world.ask("StopServiceDeployment", stop).unwrap_err().code, "ConflictException");
}

#[test]
fn criteria_that_contradict_the_configuration_are_refused() {
    let mut world = World::with_service(json!({}));
    let mut why = |configuration: Value| {
        let input = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": configuration });
        world.ask("UpdateService", input).unwrap_err().to_string()
    };
    let mut below = configuration("DEFERRED");
    below["minimumHealthyPercent"] = 80.into();
    insta::assert_snapshot!(why(below), @"InvalidParameterException: healthyPercent must be between minimumHealthyPercent and 100.");
    let mut other = configuration("DEFERRED");
    other["strategy"] = "BLUE_GREEN".into();
    insta::assert_snapshot!(why(other), @"InvalidParameterException: earlySuccessCriteria can only be specified with the ROLLING deployment strategy.");
    insta::assert_snapshot!(why(configuration("NEVER")), @"InvalidParameterException: sourceServiceRevisionCleanup must be BLOCKING or DEFERRED.");
}
