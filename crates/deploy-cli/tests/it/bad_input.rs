//! What is wrong with a project, a command line or a machine is said with a hint, and nothing is changed before it is.

use crate::world::{Ran, World, assert_ran};

/// Each of these ends with that code, says what to do, and has changed nothing.
pub(crate) fn assert_refused(ran: &Ran, code: i32) {
    assert_eq!(ran.code, Some(code), "{ran}");
    assert!(ran.stderr.contains("error: ") && ran.stderr.contains("\nhint: "), "{ran}");
    assert!(!ran.changed_something(), "{ran}");
    assert_eq!(ran.stdout, "");
}

#[test]
fn an_unknown_environment() {
    let ran = World::new().deploy(&["plan", "--env", "stage"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_environment() {
    let ran = World::new().deploy(&["apply", "--yes"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_invalid_tag() {
    let world = World::new();
    let ran = world.deploy(&["all", "--tag", "a b", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_invalid_tag_in_the_environment() {
    let ran = World::new().invocation(&["build"]).env("DEPLOY_TAG", "a b").run();
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_such_folder() {
    let ran = World::new().deploy(&["-C", "nowhere", "plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_terraform_folder() {
    let world = World::new();
    world.remove("project/terraform");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_build_file() {
    let world = World::new();
    world.remove("project/build/docker-compose.build.yml");
    let ran = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_var_file_that_is_configured() {
    let world = World::new();
    world.write("project/deploy.toml", "[terraform]\nvar_files = [\"common.tfvars\"]\n");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_unset_variable_of_the_build_file() {
    let world = World::new();
    world.script("unset", "REGISTRY");
    let ran = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn a_missing_output() {
    let world = World::new();
    let ran = world.deploy(&["redeploy", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_unknown_service_is_refused_before_any_call() {
    let ran = World::running("1.0.0").deploy(&["redeploy", "--env", "dev", "worker", "wroker"]);
    assert_refused(&ran, 64);
    assert!(!ran.calls.contains("aws"), "{ran}");
    assert_ran!(ran);
}

#[test]
fn an_engine_that_does_not_answer() {
    let world = World::new();
    let ran = world.invocation(&["push", "--tag", "1.0.1"]).env("DOCKER_HOST", "tcp://127.0.0.1:1").run();
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_credentials() {
    let world = World::new();
    let plan = world.invocation(&["plan", "--env", "dev"]);
    let ran = plan.without("AWS_ACCESS_KEY_ID").without("AWS_SECRET_ACCESS_KEY").run();
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_region() {
    let world = World::new();
    let ran = world.invocation(&["plan", "--env", "dev"]).without("AWS_REGION").run();
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_certificates() {
    let world = World::new();
    let empty = world.path("empty");
    let plan = world.invocation(&["plan", "--env", "dev"]).env("SSL_CERT_DIR", empty.to_str().unwrap());
    let ran = plan.env("SSL_CERT_FILE", "/dev/null").run();
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn a_terraform_that_is_too_old() {
    let world = World::new();
    world.script("version", "0.11.14");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_terraform() {
    let world = World::new();
    world.remove("bin/terraform");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn no_compose() {
    let world = World::new();
    world.remove("bin/docker");
    let ran = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\nacount = \"123456789012\"\n");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
}

#[test]
fn an_unknown_workspace() {
    let world = World::new();
    world.remove("project/terraform/terraform.tfstate.d/dev");
    for command in ["plan", "output", "redeploy"] {
        assert_refused(&world.deploy(&[command, "--env", "dev"]), 64);
    }
    let ran = world.deploy(&["apply", "--env", "dev", "--yes"]);
    assert_refused(&ran, 64);
    assert_ran!(ran);
    assert!(!world.path("project/terraform/terraform.tfstate.d/dev").exists());
}

#[test]
fn an_unknown_command_and_no_command_say_what_there_is() {
    let world = World::new();
    for args in [&["deploy"][..], &[]] {
        let ran = world.deploy(args);
        assert_eq!((ran.code, ran.calls.as_str()), (Some(64), ""), "{ran}");
        assert!(ran.stderr.contains("Usage: deploy"), "{ran}");
    }
}
