//! Blue/green, linear and canary deployments: their stages, and both kinds of traffic.

#![expect(clippy::needless_pass_by_value, reason = "tests write their JSON where it is used")]

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

/// With a service that is deployed like this.
fn world(configuration: Value) -> World {
    let mut world = World::with_service(json!({ "deploymentConfiguration": configuration }));
    world.wait(20_000);
    world
}

#[test]
fn a_linear_deployment_repeats_two_stages() {
    let linear = json!({ "stepPercent": 40, "stepBakeTimeInMinutes": 1 });
    let mut world =
        world(json!({ "strategy": "LINEAR", "linearConfiguration": linear, "bakeTimeInMinutes": 2 }));
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.stages_of_rollout(600), @"
      0s PENDING PRE_SCALE_UP, test 0.0, production 0.0
      5s IN_PROGRESS SCALE_UP, test 0.0, production 0.0
     85s IN_PROGRESS POST_SCALE_UP, test 0.0, production 0.0
     90s IN_PROGRESS TEST_TRAFFIC_SHIFT, test 0.0, production 0.0
     95s IN_PROGRESS POST_TEST_TRAFFIC_SHIFT, test 100.0, production 0.0
    100s IN_PROGRESS PRE_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 0.0
    105s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 0.0
    110s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 40.0
    170s IN_PROGRESS PRE_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 40.0
    175s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 40.0
    180s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 80.0
    240s IN_PROGRESS PRE_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 80.0
    245s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 80.0
    250s IN_PROGRESS POST_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 100.0
    255s IN_PROGRESS BAKE_TIME, test 100.0, production 100.0
    375s SUCCESSFUL CLEAN_UP, test 100.0, production 100.0
    ");
}

#[test]
fn a_canary_deployment_bakes_twice() {
    let canary = json!({ "canaryPercent": 12.5, "canaryBakeTimeInMinutes": 3 });
    let mut world =
        world(json!({ "strategy": "CANARY", "canaryConfiguration": canary, "bakeTimeInMinutes": 1 }));
    world.deploy("1.0.1");
    world.wait(800);
    let rollout = world.rollout();
    assert_eq!(rollout["targetServiceRevision"]["requestedProductionTrafficWeight"], 12.5);
    assert_eq!(rollout["targetServiceRevision"]["requestedTestTrafficWeight"], 100.0);
    assert_eq!(rollout["sourceServiceRevisions"][0]["requestedProductionTrafficWeight"], 87.5);
    assert_eq!(world.service()["runningCount"], 2);
    world.wait(2000);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
}

#[test]
fn several_active_revisions_are_reconciled_first() {
    let mut world = world(json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0 }));
    world.deploy("1.0.1");
    world.wait(250);
    world.deploy("1.0.2");
    assert_eq!(world.rollout()["lifecycleStage"], "RECONCILE_SERVICE");
    world.wait(50);
    assert_eq!(world.rollout()["lifecycleStage"], "SCALE_UP");
    let weights: Vec<Value> = world.rollout()["sourceServiceRevisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["requestedProductionTrafficWeight"].clone())
        .collect();
    assert_eq!(weights, [0.0, 100.0]);
}

#[test]
fn after_its_end_the_counts_of_a_service_deployment_do_not_change() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1");
    world.wait(1000);
    world.update(json!({ "desiredCount": 3 }));
    world.wait(1000);
    assert_eq!(world.service()["runningCount"], 3);
    assert_eq!(world.rollout()["targetServiceRevision"]["runningTaskCount"], 1);
}

#[test]
fn what_the_strategy_does_not_use_is_refused() {
    let mut world = World::new();
    world.define("1.0.0");
    let mut why = |configuration: Value| {
        let input = json!({
            "cluster": "main", "serviceName": "web", "taskDefinition": "web", "deploymentConfiguration": configuration,
        });
        world.ask("CreateService", input).unwrap_err().to_string()
    };
    insta::assert_snapshot!(why(json!({ "strategy": "SUDDEN" })), @"InvalidParameterException: strategy SUDDEN is not valid.");
    insta::assert_snapshot!(why(json!({ "strategy": "CANARY", "linearConfiguration": {} })), @"InvalidParameterException: linearConfiguration can only be specified with the LINEAR deployment strategy.");
    insta::assert_snapshot!(why(json!({ "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 2.9 } })), @"InvalidParameterException: stepPercent must be between 3 and 100.");
}
