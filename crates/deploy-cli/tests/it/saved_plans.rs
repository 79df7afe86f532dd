//! A plan that was saved is applied as it is, or not at all.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::world::{Ran, World};

const PLAN: [&str; 7] = ["plan", "--env", "dev", "--tag", "1.0.1", "--out", "saved"];

fn planned() -> World {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let ran = world.deploy(&PLAN);
    assert_eq!(ran.code, Some(0), "{ran}");
    world
}

fn apply(world: &World, env: &str) -> Ran {
    world.deploy(&["apply", "--env", env, "--plan", "saved", "--yes", "--poll-interval", "10ms"])
}

#[test]
fn one_that_is_not_there_is_named_before_anything_else() {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["apply", "--env", "dev", "--plan", "saved"]);
    assert_eq!(ran.code, Some(64), "{ran}");
    assert!(
        ran.stderr.contains(
            "error: `WORLD/project/saved` is no saved plan: there is no file `WORLD/project/saved`\n\
             hint: make one with `deploy plan --out WORLD/project/saved`"
        ),
        "{ran}"
    );
    assert_eq!(ran.calls, "", "{ran}");
}

#[test]
fn one_without_its_passport_is_refused() {
    let world = planned();
    world.remove("project/saved.json");
    let ran = apply(&world, "dev");
    assert_eq!(ran.code, Some(64), "{ran}");
    assert!(ran.stderr.contains("there is no file `WORLD/project/saved.json`"), "{ran}");
}

fn assert_stale(ran: &Ran, field: &str) {
    assert_eq!(ran.code, Some(5), "{field}: {ran}");
    assert!(ran.stderr.contains(field), "{field}: {ran}");
    assert!(!ran.changed_something(), "{field}: {ran}");
}

#[test]
fn it_is_applied_as_it_is() {
    let world = planned();
    for file in ["saved", "saved.json"] {
        let mode = world.path("project").join(file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let ran = apply(&world, "dev");
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("terraform[dev] apply -json -input=false WORLD/project/saved"), "{ran}");
    assert!(!ran.calls.contains(" plan "), "{ran}");
}

#[test]
fn it_is_refused_when_any_field_of_its_passport_is_another() {
    let world = planned();
    let passport: Value = serde_json::from_str(&world.read("project/saved.json")).unwrap();
    let digest = "0".repeat(64);
    for (key, value, field) in [
        ("schema", json!(2), "schema"),
        ("environment", json!("prod"), "environment"),
        ("tag", json!("1.0.2"), "variables"),
        ("destroy", json!(true), "purpose"),
        ("variables", json!(digest), "variables"),
        ("lineage", json!("another"), "state"),
        ("serial", json!(99), "serial"),
        ("account", json!("999999999999"), "account"),
        ("terraform_version", json!("1.5.0"), "Terraform version"),
        ("plan", json!(digest), "plan file"),
    ] {
        let mut other = passport.clone();
        assert!(other[key] != value, "{key}");
        other[key] = value;
        world.write("project/saved.json", &other.to_string());
        assert_stale(&apply(&world, "dev"), field);
    }
}

#[test]
fn it_is_refused_where_what_it_was_made_for_is_another() {
    let world = planned();
    world.write("project/terraform/terraform.dev.tfvars", "region = \"eu-west-1\"\n");
    assert_stale(&apply(&world, "dev"), "variables");
    assert_stale(&apply(&planned(), "prod"), "environment");
    let world = planned();
    let apply_now = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--no-wait"];
    assert_eq!(world.deploy(&apply_now).code, Some(0));
    assert_stale(&apply(&world, "dev"), "serial");
    let world = planned();
    world.write("project/saved", "another plan\n");
    assert_stale(&apply(&world, "dev"), "plan file");
    let world = planned();
    world.script("version", "1.12.0");
    assert_stale(&apply(&world, "dev"), "Terraform version");
}

#[test]
fn one_without_a_passport_is_refused() {
    let world = planned();
    world.remove("project/saved.json");
    let ran = apply(&world, "dev");
    assert_ne!(ran.code, Some(0), "{ran}");
    assert!(!ran.changed_something(), "{ran}");
}
