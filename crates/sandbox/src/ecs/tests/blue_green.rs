//! Blue/green deployments: both colours run until the bake time has passed.

use serde_json::json;

use super::world::World;

fn world(bake: u64) -> World {
    let mut world = World::with_service(json!({ "deploymentConfiguration": {
        "strategy": "BLUE_GREEN",
        "bakeTimeInMinutes": bake,
        "deploymentCircuitBreaker": { "enable": true, "rollback": true },
    } }));
    // The first deployment bakes, too: a minute is three steps.
    world.wait(bake * 300);
    world
}

impl World {
    /// A line whenever stage, status or the number of tasks is different.
    fn stages(&mut self, millis: u64) -> String {
        let mut told = Vec::new();
        for _ in 0..millis / 5 {
            let (rollout, service) = (self.rollout(), self.service());
            let weight = &rollout["targetServiceRevision"]["requestedProductionTrafficWeight"];
            let (stage, status) = (&rollout["lifecycleStage"], &rollout["status"]);
            told.push(format!("{stage} {status} {} running, {weight} %", service["runningCount"]));
            self.wait(5);
        }
        told.dedup();
        told.join("\n").replace('"', "")
    }
}

#[test]
fn the_stages_have_their_order() {
    let mut world = world(1);
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.stages(1500), @"
    PRE_SCALE_UP PENDING 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 2 running, 0.0 %
    POST_SCALE_UP IN_PROGRESS 2 running, 0.0 %
    TEST_TRAFFIC_SHIFT IN_PROGRESS 2 running, 0.0 %
    POST_TEST_TRAFFIC_SHIFT IN_PROGRESS 2 running, 0.0 %
    PRE_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS 2 running, 0.0 %
    PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS 2 running, 0.0 %
    POST_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS 2 running, 100.0 %
    BAKE_TIME IN_PROGRESS 2 running, 100.0 %
    CLEAN_UP SUCCESSFUL 2 running, 100.0 %
    CLEAN_UP SUCCESSFUL 1 running, 100.0 %
    ");
}

#[test]
fn green_tasks_that_fail_to_start_leave_the_blue_ones() {
    let mut world = world(1);
    let blue = world.service()["deployments"][0]["id"].clone();
    world.deploy("1.0.1-broken");
    insta::assert_snapshot!(world.stages(1500), @"
    PRE_SCALE_UP PENDING 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 2 running, 0.0 %
    SCALE_UP IN_PROGRESS 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 2 running, 0.0 %
    SCALE_UP IN_PROGRESS 1 running, 0.0 %
    SCALE_UP IN_PROGRESS 2 running, 0.0 %
    CLEAN_UP ROLLBACK_IN_PROGRESS 1 running, 0.0 %
    CLEAN_UP ROLLBACK_SUCCESSFUL 1 running, 0.0 %
    ");
    assert_eq!(world.service()["deployments"][0]["id"], blue);
}

#[test]
fn a_rollback_during_the_bake_time_shifts_the_traffic_back() {
    let mut world = world(10);
    world.deploy("1.0.1");
    world.wait(1000);
    assert_eq!(world.rollout()["lifecycleStage"], "BAKE_TIME");
    let arn = world.rollout()["serviceDeploymentArn"].clone();
    world.call("StopServiceDeployment", json!({ "serviceDeploymentArn": arn }));
    insta::assert_snapshot!(world.stages(500), @"
    BAKE_TIME ROLLBACK_REQUESTED 2 running, 100.0 %
    CLEAN_UP ROLLBACK_IN_PROGRESS 2 running, 0.0 %
    CLEAN_UP ROLLBACK_IN_PROGRESS 1 running, 0.0 %
    CLEAN_UP ROLLBACK_SUCCESSFUL 1 running, 0.0 %
    ");
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}
