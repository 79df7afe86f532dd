//! `deploy destroy`.

use crate::support::{World, assert_run_snapshot, assert_succeeded, deployed};

#[test]
fn it_destroys_what_terraform_made() {
    let world = deployed("1.0.0");
    world.script("changes", "");
    let run = world.deploy(&["destroy", "--env", "dev", "--yes"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn a_protected_environment_is_not_destroyed() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.prod]\nprotected = true\n");
    let run = world.deploy(&["destroy", "--env", "prod", "--yes"]);
    assert_eq!((run.code, run.calls.as_str()), (Some(5), ""), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn the_name_of_the_environment_must_be_typed() {
    let world = deployed("1.0.0");
    world.script("changes", "");
    let destroy = || world.invocation(&["destroy", "--env", "dev"]).on_terminal().start();
    let run = destroy()
        .wait_for_output("everything in dev (only outputs). Type the environment's name to continue:")
        .type_keys("yes\n")
        .wait();
    assert_eq!(run.code, Some(5), "{run}");
    assert!(!run.calls.contains(" apply "), "{run}");
    let run = destroy().wait_for_output("name to continue:").type_keys("dev\n").wait();
    assert_eq!(run.code, Some(0), "{run}");
}
