//! `deploy apply --plan`: a saved plan is applied as it is, or not at all.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::support::{RunResult, World, deployed, prepare_update};

const PLAN: [&str; 7] = ["plan", "--env", "dev", "--tag", "1.0.1", "--out", "saved"];

fn planned() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let run = world.deploy(&PLAN);
    assert_eq!(run.code, Some(0), "{run}");
    world
}

fn apply(world: &World, env: &str) -> RunResult {
    world.deploy(&["apply", "--env", env, "--plan", "saved", "--yes", "--poll-interval", "10ms"])
}

fn assert_stale(run: &RunResult, field: &str) {
    assert_eq!(run.code, Some(5), "{field}: {run}");
    assert!(run.stderr.contains(field), "{field}: {run}");
    assert!(!run.changed_something(), "{field}: {run}");
}

#[test]
fn a_saved_plan_is_applied_as_it_is() {
    let world = planned();
    for file in ["saved", "saved.json"] {
        let mode = world.path("project").join(file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let run = apply(&world, "dev");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("terraform[dev] apply -json -input=false WORLD/home/"), "{run}");
    assert!(!run.calls.contains(" plan "), "{run}");
}

#[test]
fn a_missing_plan_is_reported_before_any_call() {
    let world = deployed("1.0.0");
    let run = world.deploy(&["apply", "--env", "dev", "--plan", "saved"]);
    assert_eq!(run.code, Some(64), "{run}");
    assert!(
        run.stderr.contains(
            "error: `WORLD/project/saved` is not a saved plan: `WORLD/project/saved` not found\n\
             hint: save one with `deploy plan --out WORLD/project/saved`"
        ),
        "{run}"
    );
    assert_eq!(run.calls, "", "{run}");
}

#[test]
fn a_plan_without_its_metadata_is_refused() {
    let world = planned();
    world.remove("project/saved.json");
    let run = apply(&world, "dev");
    assert_eq!(run.code, Some(64), "{run}");
    assert!(run.stderr.contains("`WORLD/project/saved.json` not found"), "{run}");
    assert!(!run.changed_something(), "{run}");
}

#[test]
fn a_plan_is_refused_when_any_field_of_its_metadata_differs() {
    let world = planned();
    let metadata: Value = serde_json::from_str(&world.read("project/saved.json")).unwrap();
    let digest = "0".repeat(64);
    for (key, value, field) in [
        ("schema", json!(1), "schema"),
        ("environment", json!("prod"), "environment"),
        ("tag", json!("1.0.2"), "variables"),
        ("destroy", json!(true), "purpose"),
        ("variables", json!(digest), "variables"),
        ("lineage", json!("another"), "state"),
        ("serial", json!(99), "serial"),
        ("account", json!("999999999999"), "account"),
        ("region", json!("eu-west-1"), "region"),
        ("endpoint", json!("http://127.0.0.1:1"), "endpoint"),
        ("configuration", json!(digest), "configuration"),
        ("backend", json!(digest), "backend"),
        ("providers", json!("hashicorp/aws 6.0.0"), "providers"),
        ("time", json!("2020-01-01T00:00:00Z"), "may be at most 24h old"),
        ("terraform_version", json!("1.5.0"), "Terraform version"),
        ("plan", json!(digest), "plan file"),
    ] {
        let mut other = metadata.clone();
        assert!(other[key] != value, "{key}");
        other[key] = value;
        world.write("project/saved.json", &other.to_string());
        assert_stale(&apply(&world, "dev"), field);
    }
}

#[test]
fn a_plan_is_refused_when_what_it_was_made_for_has_changed() {
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
    let apply_there = ["apply", "--env", "dev", "--plan", "saved", "--yes"];
    assert_stale(&world.invocation(&apply_there).env("AWS_REGION", "eu-west-1").run(), "region");
    let world = planned();
    world.write("project/terraform/more.tf", "locals { x = 1 }\n");
    assert_stale(&apply(&world, "dev"), "configuration");
    let world = planned();
    world.script("version", "1.12.0");
    assert_stale(&apply(&world, "dev"), "Terraform version");
}

#[test]
fn the_file_says_how_old_a_plan_may_be() {
    let world = planned();
    world.write("project/deploy.toml", "[env.dev]\nmax_plan_age = \"1s\"\n");
    let mut metadata: Value = serde_json::from_str(&world.read("project/saved.json")).unwrap();
    metadata["time"] = json!("2020-01-01T00:00:00Z");
    world.write("project/saved.json", &metadata.to_string());
    assert_stale(&apply(&world, "dev"), "may be at most 1s old");
}

#[test]
fn what_was_confirmed_is_applied_even_if_the_file_is_replaced_meanwhile() {
    let world = planned();
    let confirmed = world.read("project/saved");
    let apply = ["apply", "--env", "dev", "--plan", "saved", "--no-wait"];
    let running = world.invocation(&apply).on_terminal().start().wait_for_output("[yes/no]");
    world.write("project/saved", "another plan\n");
    let run = running.type_keys("yes\n").wait();
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(world.read("applied-plan"), confirmed, "{run}");
}
