//! CloudWatch alarms and the bake time of rolling deployments.

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

/// With a service that watches two alarms, and bakes for so many minutes.
fn world(bake: u64) -> World {
    World::with_service(json!({ "deploymentConfiguration": {
        "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors", "latency"] },
        "bakeTimeInMinutes": bake,
    } }))
}

fn state(world: &mut World) -> Value {
    world.service()["deployments"][0]["rolloutState"].clone()
}

#[test]
fn an_alarm_that_is_on_at_the_start_is_ignored() {
    let mut world = world(0);
    world.rule("on web alarm errors already on");
    world.rule("on web alarm errors after 30s");
    world.deploy("1.0.1");
    world.wait(2000);
    let rollout = world.rollout();
    assert_eq!(rollout["status"], "SUCCESSFUL");
    assert_eq!(rollout["alarms"]["triggeredAlarmNames"], json!([]));
}

#[test]
fn the_other_alarm_still_counts() {
    let mut world = world(0);
    world.rule("on web alarm errors already on");
    world.rule("on web alarm latency after 30s");
    world.deploy("1.0.1");
    world.wait(2000);
    let rollout = world.rollout();
    assert_eq!(rollout["status"], "ROLLBACK_SUCCESSFUL");
    assert_eq!(rollout["alarms"]["status"], "TRIGGERED");
    assert_eq!(rollout["alarms"]["triggeredAlarmNames"], json!(["latency"]));
}

#[test]
fn a_rolling_deployment_bakes() {
    let mut world = world(10);
    world.wait(5000);
    world.deploy("1.0.1");
    // All is replaced after two minutes.
    world.wait(5 * 11 * 60);
    assert_eq!(world.service()["deployments"].as_array().unwrap().len(), 1);
    assert_eq!(
        (state(&mut world), world.rollout()["status"].clone()),
        (json!("IN_PROGRESS"), json!("IN_PROGRESS"))
    );
    world.wait(5 * 2 * 60);
    assert_eq!(state(&mut world), "COMPLETED");
}
