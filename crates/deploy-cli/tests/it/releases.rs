//! The main job, as it goes well: from nothing to a version that runs, and again.

use crate::world::{CANARY, Ran, World, assert_ran};

fn assert_done(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{ran}");
}

#[test]
fn create_makes_what_is_missing() {
    let ran = World::bare().deploy(&["create", "--env", "dev", "--yes"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn create_again_changes_nothing() {
    let world = World::new();
    let ran = world.deploy(&["create", "--env", "dev"]);
    assert_done(&ran);
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}

#[test]
fn init_upgrades_only_when_asked() {
    let ran = World::new().deploy(&["init", "--env", "dev", "--upgrade"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn a_dry_run_tells_the_order_and_builds_nothing() {
    let ran = World::new().deploy(&["build", "--tag", "1.0.1", "--dry-run"]);
    assert_done(&ran);
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}

#[test]
fn build_in_order() {
    let ran = World::new().deploy(&["build", "--tag", "1.0.1", "--no-cache", "--build-arg", "A=1"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn build_with_the_older_compose() {
    let world = World::new();
    world.remove("bin/docker");
    world.install("docker-compose", include_str!("stand_ins/docker"));
    world.script("compose-version", "1.29.2");
    let ran = world.deploy(&["build", "--tag", "1.0.1", "worker"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn push_what_the_registry_lacks() {
    let world = World::new();
    world.has_pushed("app_base", "1.0.1");
    let ran = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn an_immutable_tag_with_another_image_names_both() {
    let world = World::new();
    world.has_pushed_another("app_base", "1.0.1");
    let ran = world.deploy(&["push", "--tag", "1.0.1", "base"]);
    assert_ne!(ran.code, Some(0), "{ran}");
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}

#[test]
fn an_image_that_was_not_built() {
    let world = World::new();
    world.without_images();
    let ran = world.deploy(&["push", "--tag", "1.0.1"]);
    assert_ne!(ran.code, Some(0), "{ran}");
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}

#[test]
fn plan_without_changes() {
    let ran = World::running("1.0.0").deploy(&["plan", "--env", "dev", "--detailed-exitcode"]);
    assert_done(&ran);
    assert!(!ran.changed_something(), "{ran}");
    assert_ran!(ran);
}

#[test]
fn plan_with_changes() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let plan = ["plan", "--env", "dev", "--tag", "1.0.1"];
    let ran = world.deploy(&plan);
    assert_done(&ran);
    assert_ran!(ran);
    let ran = world.deploy(&[&plan[..], &["--detailed-exitcode"]].concat());
    assert_eq!(ran.code, Some(2), "{ran}");
}

#[test]
fn a_plan_that_fails() {
    let world = World::running("1.0.0");
    world.script("plan-fails", "\nError: no such thing\n\n  on main.tf line 3\n");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert_ran!(ran);
}

#[test]
fn all_from_build_to_rollout() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let ran = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"]);
    assert_done(&ran);
    for call in
        ["docker[APP_TAG=1.0.1] compose", "engine POST", "terraform[dev] apply", "aws ecs UpdateService 200"]
    {
        assert!(ran.calls.contains(call), "{call}: {ran}");
    }
    assert_eq!(ran.last_line().split(" (").next(), Some("done: 1.0.1 runs in dev"), "{ran}");
    let again = world.deploy(&["output", "--env", "dev", "app_tag"]);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("1.0.1\n", ""));
}

#[test]
fn a_failed_build_stops_all_before_anything_is_applied() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world.script("build-fails", "");
    let ran = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    for call in ["apply", "engine POST", "UpdateService"] {
        assert!(!ran.calls.contains(call), "{ran}");
    }
}

#[test]
fn outputs_for_people_and_for_programs() {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["output", "--env", "dev"]);
    assert_done(&ran);
    assert_ran!(ran);
    let ran = world.deploy(&["output", "--env", "dev", "--json"]);
    insta::assert_snapshot!(ran.stdout, @r#"{"app_tag":"1.0.0","cluster_name":"main","password":null,"services":{"web":"web","worker":"worker"}}"#);
    let ran = world.deploy(&["output", "--env", "dev", "cluster_name"]);
    assert_eq!(ran.stdout, "main\n");
    let ran = world.deploy(&["output", "--env", "dev", "services", "--json"]);
    assert_eq!(ran.stdout, "{\"web\":\"web\",\"worker\":\"worker\"}\n");
    let ran = world.deploy(&["output", "--env", "dev", "password"]);
    assert_eq!(ran.stdout, format!("{CANARY}\n"), "asked for by name, it is given");
}

#[test]
fn an_unknown_output_names_the_known() {
    let ran = World::running("1.0.0").deploy(&["output", "--env", "dev", "nothing"]);
    assert_eq!(ran.code, Some(64), "{ran}");
    assert_ran!(ran);
}

#[test]
fn a_protected_environment_is_not_destroyed() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.prod]\nprotected = true\n");
    let ran = world.deploy(&["destroy", "--env", "prod", "--yes"]);
    assert_eq!((ran.code, ran.calls.as_str()), (Some(5), ""), "{ran}");
    assert_ran!(ran);
}

#[test]
fn destroy() {
    let world = World::running("1.0.0");
    world.script("changes", "");
    let ran = world.deploy(&["destroy", "--env", "dev", "--yes"]);
    assert_done(&ran);
    assert_ran!(ran);
}

#[test]
fn terraform_itself_with_its_own_exit_code() {
    let world = World::running("1.0.0");
    world.script("exit", "7");
    let ran = world.deploy(&["tf", "--env", "dev", "--", "import", "aws_x.y", "z"]);
    assert_eq!(ran.code, Some(7), "{ran}");
    assert_ran!(ran);
}

#[test]
fn versions_also_of_what_is_missing() {
    let world = World::new();
    let ran = world.deploy(&["version"]);
    assert_done(&ran);
    assert_ran!(ran);
    world.remove("bin/docker");
    let ran = world.deploy(&["version", "--json"]);
    assert_done(&ran);
    insta::assert_snapshot!(ran.stdout, @r#"{"deploy":"0.1.0","terraform":"terraform 1.11.4","compose":null,"engine":"docker engine 20.10.24"}"#);
}

#[test]
fn completions() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = World::new().deploy(&["completions", shell]);
        assert_done(&ran);
        assert!(ran.stdout.contains("redeploy") && ran.calls.is_empty(), "{ran}");
    }
}
