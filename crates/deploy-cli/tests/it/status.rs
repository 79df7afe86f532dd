//! How services stand, read without a Terraform.

use serde_json::Value;

use crate::world::{STATE, World, assert_ran};

/// A world in which `dev` is initialised.
fn initialised() -> World {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["init", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    world
}

#[test]
fn what_runs_and_since_when() {
    let ran = initialised().deploy(&["status", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let table: Vec<_> = ran.stdout.lines().take(5).collect();
    assert!(table[3].starts_with("web      web     1 of 1   0        1.0.0  sha256:"), "{ran}");
    assert_eq!(ran.calls.matches("DescribeServices").count(), 1, "{ran}");
    assert_eq!(ran.calls.matches("DescribeTasks").count(), 1, "{ran}");
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
