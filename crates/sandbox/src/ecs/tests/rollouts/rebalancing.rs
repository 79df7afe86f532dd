//! Availability-zone rebalancing: ECS stops tasks of a completed deployment.

use serde_json::json;

use crate::ecs::tests::world::World;

#[test]
fn a_task_moves_to_another_zone() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web zones are rebalanced after 60s");
    world.create(json!({ "desiredCount": 2 }));
    insta::assert_snapshot!(world.history(2000), @"
       0 PRIMARY web:1 0/2 +0 IN_PROGRESS
      25 PRIMARY web:1 0/2 +2 IN_PROGRESS
     225 PRIMARY web:1 2/2 +0 IN_PROGRESS
     425 PRIMARY web:1 2/2 +0 COMPLETED
     725 PRIMARY web:1 2/2 +1 COMPLETED
     925 PRIMARY web:1 3/2 +0 COMPLETED
    1175 PRIMARY web:1 2/2 +0 COMPLETED
    ");
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 2 tasks: (task TASK) (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    (service web) is not AZ balanced with 2 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.
    (service web) has started 1 tasks in us-east-1b to AZ Rebalance: (task TASK).
    (service web) has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task TASK).
    (service web) is AZ balanced with 1 tasks in us-east-1a, 1 tasks in us-east-1b.
    (service web) has reached a steady state.
    ");
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "serviceName": "web" }));
    assert_eq!(stopped.len(), 1);
    assert_eq!(stopped[0]["stopCode"], "ServiceSchedulerInitiated");
    let id = world.service()["deployments"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        stopped[0]["stoppedReason"],
        format!("Availability-zone rebalancing initiated by (deployment {id})")
    );
    let mut zones: Vec<_> = world
        .tasks(json!({ "serviceName": "web" }))
        .iter()
        .map(|task| task["availabilityZone"].as_str().unwrap().to_owned())
        .collect();
    zones.sort();
    assert_eq!(zones, ["us-east-1a", "us-east-1b"]);
}

#[test]
fn a_service_that_does_not_allow_it_is_not_rebalanced() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web zones are rebalanced after 60s");
    world.create(json!({ "desiredCount": 2, "availabilityZoneRebalancing": "DISABLED" }));
    world.wait(2000);
    assert!(!world.events().contains("balanced"));
}

#[test]
fn a_new_deployment_ends_the_rebalancing() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web zones are rebalanced after 60s");
    world.create(json!({ "desiredCount": 2 }));
    world.wait(750);
    assert!(world.events().contains("AZ Rebalancing in progress."));
    world.deploy("1.0.1");
    assert!(world.events().contains("(service web) stopped AZ Rebalancing."));
    world.wait(500);
    let service = world.service();
    assert_eq!(service["deployments"].as_array().unwrap().len(), 2);
}
