//! `deploy create`.

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
