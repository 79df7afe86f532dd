//! What holds whatever is done: for random calls at random times.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{World, merge};

/// Milliseconds between two polls: not a divisor of anything.
const POLL: u64 = 7;

#[derive(Clone, Debug)]
enum Step {
    Deploy(&'static str),
    Force,
    Scale(usize),
    Percentages(u32, u32),
    BlueGreen(u32),
    Canary(u32),
    Alarms,
    NewIds,
    StopRollout,
    StopOne,
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let tags = prop::sample::select(vec![
        "1",
        "2",
        "3-broken",
        "4-missing",
        "5-late",
        "6-unhealthy",
        "7-nocapacity",
        "8-slow",
    ]);
    let step = prop_oneof![
        3 => tags.prop_map(Step::Deploy),
        1 => Just(Step::Force),
        2 => (0..6_usize).prop_map(Step::Scale),
        1 => (0..=100_u32, 100..=200_u32).prop_map(|(least, most)| Step::Percentages(least, most)),
        1 => (0..3_u32).prop_map(Step::BlueGreen),
        1 => (0..3_u32).prop_map(Step::Canary),
        1 => Just(Step::Alarms),
        1 => Just(Step::NewIds),
        1 => Just(Step::StopRollout),
        1 => Just(Step::StopOne),
        5 => (1..600_u64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..25)
}

impl World {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Deploy(tag) => drop(self.deploy(tag)),
            Step::Force => drop(self.update(json!({ "forceNewDeployment": true }))),
            Step::Scale(count) => drop(self.update(json!({ "desiredCount": count }))),
            Step::Percentages(least, most) => {
                self.configure(json!({ "minimumHealthyPercent": least, "maximumPercent": most }));
            }
            Step::BlueGreen(bake) => {
                self.configure(json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": bake }));
            }
            Step::Canary(bake) => {
                let hook = json!({ "targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"],
                    "timeoutConfiguration": { "timeoutInMinutes": 1, "action": "CONTINUE" } });
                self.configure(json!({ "strategy": "CANARY", "lifecycleHooks": [hook],
                    "canaryConfiguration": { "canaryBakeTimeInMinutes": bake } }));
            }
            Step::Alarms => {
                let alarms = json!({ "enable": true, "rollback": true, "alarmNames": ["errors"] });
                self.rule("on web alarm errors after 90s");
                self.configure(json!({ "alarms": alarms }));
            }
            Step::NewIds => self.rule("on web rollback takes a new id"),
            Step::StopRollout => self.stop_rollout(),
            Step::StopOne => self.stop_one(),
            Step::Wait(millis) => self.wait(*millis),
        }
    }

    fn configure(&mut self, more: Value) {
        let mut configuration = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
        merge(&mut configuration, more);
        self.update(json!({ "deploymentConfiguration": configuration }));
    }

    /// Whatever comes of it: there may be nothing to stop, or nothing to go back to.
    fn stop_rollout(&mut self) {
        let rollout = self.service()["currentServiceDeployment"].clone();
        drop(self.ask("StopServiceDeployment", json!({ "serviceDeploymentArn": rollout })));
    }

    fn stop_one(&mut self) {
        let tasks =
            self.call("ListTasks", json!({ "cluster": "main", "serviceName": "web" }))["taskArns"].clone();
        if let Some(task) = tasks.as_array().and_then(|tasks| tasks.first()) {
            self.call("StopTask", json!({ "cluster": "main", "task": task }));
        }
    }
}

fn check(service: &Value) -> Result<(), TestCaseError> {
    let deployments = service["deployments"].as_array().unwrap();
    let primaries = deployments.iter().filter(|deployment| deployment["status"] == "PRIMARY").count();
    prop_assert_eq!(primaries, 1);
    prop_assert_eq!(&deployments[0]["desiredCount"], &service["desiredCount"]);
    for count in ["runningCount", "pendingCount"] {
        let sum: u64 = deployments.iter().map(|deployment| deployment[count].as_u64().unwrap()).sum();
        prop_assert_eq!(sum, service[count].as_u64().unwrap());
    }
    let ids: std::collections::BTreeSet<&str> =
        deployments.iter().map(|d| d["id"].as_str().unwrap()).collect();
    prop_assert_eq!(ids.len(), deployments.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_service_is_always_described_consistently(steps in steps()) {
        let mut world = World::with_service(json!({ "desiredCount": 2 }));
        for step in &steps {
            world.take(step);
            check(&world.service())?;
        }
    }

    #[test]
    fn polls_change_nothing(steps in steps()) {
        let mut often = World::with_service(json!({}));
        let mut seldom = World::with_service(json!({}));
        for step in &steps {
            if let Step::Wait(millis) = step {
                for _ in 0..millis / POLL {
                    often.wait(POLL);
                    often.service();
                }
                often.wait(millis % POLL);
                seldom.wait(*millis);
            } else {
                often.take(step);
                seldom.take(step);
            }
        }
        prop_assert_eq!(often.service(), seldom.service());
        prop_assert_eq!(often.ecs.take_effects(), seldom.ecs.take_effects());
    }

    #[test]
    fn a_working_image_is_finally_deployed(steps in steps()) {
        let mut world = World::with_service(json!({ "desiredCount": 2 }));
        for step in &steps {
            world.take(step);
        }
        world.take(&Step::Percentages(50, 200));
        let deployment = world.deploy("9");
        world.wait(20_000);
        let service = world.service();
        prop_assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
        prop_assert_eq!(&service["deployments"][0]["id"], &json!(deployment));
        prop_assert_eq!(&service["deployments"][0]["rolloutState"], "COMPLETED");
        prop_assert_eq!(&service["runningCount"], &service["desiredCount"]);
        prop_assert_eq!(&service["pendingCount"], 0);
    }
}
