//! The desired count of a service changes.

use serde_json::json;

use super::world::World;
use crate::ecs::services::scaling;

#[test]
fn a_service_is_scaled_into_its_range() {
    let mut world = World::with_service(json!({}));
    scaling::keep_within(&mut world.ecs, "service/main/web", 2, 4, world.now);
    world.wait(1000);
    assert_eq!(world.service()["runningCount"], 2);
    scaling::keep_within(&mut world.ecs, "service/main/nobody", 2, 4, world.now);
}

#[test]
fn scaling_to_zero_and_back_is_no_deployment() {
    let mut world = World::with_service(json!({}));
    let before = world.service()["deployments"][0]["id"].clone();
    world.update(json!({ "desiredCount": 0 }));
    world.wait(1000);
    assert_eq!(world.service()["runningCount"], 0);
    world.update(json!({ "desiredCount": 3 }));
    world.wait(1000);
    let service = world.service();
    assert_eq!(service["runningCount"], 3);
    assert_eq!(service["deployments"][0]["id"], before);
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 1 tasks: (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    (service web) has stopped 1 running tasks: (task TASK).
    (service web) has reached a steady state.
    (service web) has started 3 tasks: (task TASK) (task TASK) (task TASK).
    (service web) has reached a steady state.
    ");
}
