//! `deploy create`.

use serde_json::json;

use crate::support::{World, assert_refused, assert_run_snapshot, assert_succeeded};

#[test]
fn it_creates_what_is_missing() {
    let run = World::before_create().deploy(&["create", "--env", "dev", "--yes"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn a_second_run_changes_nothing() {
    let world = World::new();
    let run = world.deploy(&["create", "--env", "dev"]);
    assert_succeeded(&run);
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn terraform_is_initialised_before_the_workspace_is_chosen() {
    let world = World::before_create();
    let run = world.deploy_line("create --env dev --yes");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.find("terraform init").unwrap() < run.calls.find("workspace select").unwrap(), "{run}");
    let again = world.deploy_line("create --env dev");
    assert_eq!((again.code, again.changed_something()), (Some(0), false), "{again}");
}

#[test]
fn without_a_terminal_no_repository_is_created_unless_yes_is_passed() {
    let run = World::before_create().deploy(&["create", "--env", "dev"]);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
}

#[test]
fn the_configuration_is_checked_before_anything_is_made() {
    let world = World::before_create();
    world.script("invalid", "\nError: Unsupported argument\n\n  on main.tf line 3\n");
    let run = world.deploy_line("create --env dev --yes");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(!run.changed_something(), "{run}");
    assert!(run.stderr.contains("Unsupported argument"), "{run}");
}

#[test]
fn a_project_that_builds_nothing_needs_neither_compose_nor_sts() {
    let world = World::before_create();
    world.remove("project/build");
    world.remove("bin/docker");
    let run = world.deploy_line("create --env dev");
    assert_succeeded(&run);
    assert!(!run.calls.contains("aws "), "{run}");
}

#[test]
fn a_workspace_is_not_created_beside_a_state_in_default() {
    let world = World::new();
    world.remove("project/terraform/terraform.tfstate.d");
    let resource =
        json!({ "mode": "managed", "type": "aws_vpc", "name": "main", "instances": [{ "attributes": {} }] });
    let state = json!({ "version": 4, "lineage": "a", "serial": 1, "outputs": {}, "resources": [resource] });
    world.write("project/terraform/terraform.tfstate", &state.to_string());
    let run = world.deploy_line("create --env dev --yes");
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
    world.write("project/deploy.toml", "[env.dev]\nworkspace = \"default\"\n");
    assert_succeeded(&world.deploy_line("create --env dev --yes"));
    let run = world.deploy_line("plan --env dev --tag 1");
    assert_succeeded(&run);
    assert!(run.calls.contains("terraform[default] plan"), "{run}");
    world.write("project/deploy.toml", "");
    assert_succeeded(&world.deploy_line("create --env dev --confirm dev"));
    assert!(world.path("project/terraform/terraform.tfstate.d/dev").exists());
}
