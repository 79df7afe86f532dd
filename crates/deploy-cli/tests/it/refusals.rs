//! What is right in itself, and refused all the same: the wrong account or registry, a protected environment, nobody who
//! agrees.

use crate::bad_input::assert_refused;
use crate::world::{World, assert_ran};

#[test]
fn a_protected_environment_is_never_fallen_back_to() {
    let world = World::new();
    world.write("project/deploy.toml", "default_env = \"prod\"\n[env.prod]\nprotected = true\n");
    let ran = world.deploy(&["apply", "--yes"]);
    assert_refused(&ran, 5);
    assert_ran!(ran);
    let ran = world.invocation(&["apply", "--yes"]).env("DEPLOY_ENV", "prod").run();
    assert_refused(&ran, 5);
}

#[test]
fn a_foreign_registry_behind_an_overridden_endpoint() {
    let world = World::new();
    let foreign = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    world.script(
        "compose.json",
        &world.read("script/compose.json").replace(&world.sandbox.registry(), foreign),
    );
    let ran = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn the_wrong_account_is_refused_before_anything_else() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\naccount = \"999999999999\"\n");
    for command in ["create", "init", "plan", "apply", "output", "redeploy", "destroy"] {
        let mut args = vec![command, "--env", "dev"];
        args.extend(["create", "apply", "destroy"].contains(&command).then_some("--yes"));
        let ran = world.deploy(&args);
        assert_refused(&ran, 5);
        assert_eq!(ran.calls, "aws sts GetCallerIdentity 200", "{ran}");
    }
    let ran = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_refused(&ran, 5);
    assert_ran!(ran);
}

#[test]
fn nobody_to_ask() {
    let world = World::new();
    for command in ["apply", "destroy"] {
        let ran = world.deploy(&[command, "--env", "dev"]);
        assert_refused(&ran, 5);
        assert_eq!(ran.calls, "", "{ran}");
    }
    let ran = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev"]);
    assert_refused(&ran, 5);
    assert_ran!(ran);
}

#[test]
fn nobody_to_ask_about_repositories() {
    let ran = World::bare().deploy(&["create", "--env", "dev"]);
    assert_refused(&ran, 5);
    assert_ran!(ran);
}

#[test]
fn repositories_that_are_missing() {
    let world = World::bare();
    let ran = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}
