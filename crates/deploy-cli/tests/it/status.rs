//! How services stand, read without a Terraform.

use serde_json::{Value, json};

use crate::world::{FILTERS, STATE, World, assert_ran};

/// How old something is says nothing, and how wide its column is.
const AGES: [(&str, &str); 2] =
    [(r"\b\d+ (?:s|min) (ago|old)", "AGE $1"), (r"\b(AGE|\d+ s|\d+ min)  +\b", "AGE  ")];

/// Compares what is told of a status with the snapshot that is named after the test.
macro_rules! assert_status {
    ($ran:expr) => {
        let filters = [&AGES[..], &FILTERS[..]].concat();
        insta::with_settings!({ filters => filters, omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!($ran.stdout);
        })
    };
}

/// A world in which `dev` is initialised.
fn initialised() -> World {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["init", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    world
}

#[test]
fn services_that_are_settled_are_a_table() {
    let world = initialised();
    let ran = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(ran.calls.matches("DescribeServices").count(), 1, "{ran}");
    assert_eq!(ran.calls.matches("DescribeTasks").count(), 1, "{ran}");
    assert_status!(ran);
    let all = world.deploy(&["status", "--env", "dev", "-v"]);
    assert!(all.stdout.contains("\nworker:\n  deployment ecs-svc/"), "{all}");
    assert!(all.stdout.contains(" ago: has reached a steady state.\n"), "{all}");
}

#[test]
fn a_rollout_that_fails_is_told_with_its_cause_and_what_is_not_there_is_said() {
    let world = initialised();
    world.call("ecs", "DeleteService", json!({ "cluster": "main", "service": "worker", "force": true }));
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    state["outputs"]["services"]["value"]["later"] = "later".into();
    world.write(STATE, &state.to_string());
    world.sandbox.ecs(|ecs| ecs.rule("on web image missing".parse().unwrap()));
    world.call(
        "ecs",
        "UpdateService",
        json!({ "cluster": "main", "service": "web", "forceNewDeployment": true }),
    );
    for _ in 0..20 {
        world.call("ecs", "DescribeServices", json!({ "cluster": "main", "services": ["web"] }));
    }
    let ran = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_status!(ran);
}

#[test]
fn a_state_that_can_be_read_needs_no_terraform() {
    let world = initialised();
    world.remove("bin/terraform");
    let ran = world.deploy(&["status", "--env", "dev", "--json"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["cluster"], "main");
    let web = &document["services"][0];
    assert_eq!((&web["label"], &web["running"]), (&"web".into(), &1.into()));
    assert_eq!(web["images"][0]["tag"], "1.0.0");
    assert_eq!(web["deployments"][0]["state"], "COMPLETED");
    assert!(!ran.calls.contains("terraform"), "{ran}");
}

#[test]
fn what_was_applied_and_does_not_run_is_said() {
    let world = initialised();
    let state = world.read(STATE).replace("task-definition/web:1", "task-definition/web:2");
    world.write(STATE, &state);
    let ran = world.deploy(&["status", "--env", "dev"]);
    assert!(ran.stdout.starts_with("dev in main; 1.0.0 was applied last\n"), "{ran}");
    let said = "\nweb:\n  web:2 was applied last, but ECS keeps running web:1\n  deployment ";
    assert!(ran.stdout.contains(said), "{ran}");
    assert_eq!(ran.stdout.matches("ECS keeps running").count(), 1, "{ran}");
}

#[test]
fn before_the_first_apply_there_is_nothing_to_show() {
    let world = World::new();
    let ran = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(ran.code, Some(64), "{ran}");
    assert!(ran.stderr.contains("the output `cluster_name`, which `status` needs"), "{ran}");
}

#[test]
fn without_terraform_and_without_an_init_it_says_what_is_missing() {
    let world = World::running("1.0.0");
    world.remove("bin/terraform");
    let ran = world.deploy(&["status", "--env", "dev"]);
    assert_ran!(ran);
}
