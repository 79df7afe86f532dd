//! What went wrong in the tool that users come from. Each test is named after a defect, and shows that it cannot happen.

mod one_off_tasks;

use serde_json::json;

use crate::world::{Ran, World};

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// Runs a command line where `1.0.0` runs and `1.0.1` is next.
fn deploy(world: &World, line: &str) -> Ran {
    world.deploy(&words(line))
}

fn next() -> World {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world
}

#[test]
fn e1_a_failure_is_seen_and_ends_the_run() {
    let world = next();
    world.script("build-fails", "");
    let ran = deploy(&world, "all --tag 1.0.1 --env dev --yes");
    assert_eq!((ran.code, ran.calls.contains(" apply ")), (Some(1), false), "{ran}");
}

#[test]
fn e2_no_other_environment_is_ever_applied() {
    let world = next();
    world.remove("project/terraform/terraform.tfstate.d/prod");
    let ran = deploy(&world, "apply --env prod --yes");
    assert_eq!((ran.code, ran.changed_something()), (Some(64), false), "{ran}");
    let ran = deploy(&world, "apply --env dev --tag 1.0.1 --yes --no-wait");
    assert!(ran.calls.contains("terraform[dev] plan") && ran.calls.contains("terraform[dev] apply"), "{ran}");
    assert!(!ran.calls.contains("workspace"), "{ran}");
}

#[test]
fn e3_no_tag_is_no_tag_called_none() {
    let ran = deploy(&World::new(), "plan --env dev");
    assert!(ran.calls.contains("-var=app_tag=latest"), "{ran}");
    let ran = deploy(&World::running("1.0.0"), "plan --env dev");
    assert!(ran.calls.contains("-var=app_tag=1.0.0"), "{ran}");
}

#[test]
fn e4_children_have_the_whole_environment() {
    let world = World::new();
    let build = world.invocation(&["build"]).env("HTTPS_PROXY", "http://proxy:3128").env("REGISTRY", "r");
    assert_eq!(build.run().code, Some(0));
    let environment = world.read("environment.docker");
    for variable in
        ["APP_TAG=latest", "HTTPS_PROXY=", "REGISTRY=r", "HOME=", "PATH=", "DOCKER_HOST=", "AWS_REGION="]
    {
        assert!(environment.lines().any(|line| line.starts_with(variable)), "{variable}: {environment}");
    }
}

#[test]
fn e5_redeploy_without_names_means_all() {
    let ran = deploy(&World::running("1.0.0"), "redeploy --env dev --no-wait");
    assert!(ran.calls.contains("aws ecs UpdateService 200 (2 times)"), "{ran}");
}

#[test]
fn e6_an_unknown_service_is_refused_before_the_first_call() {
    let ran = deploy(&World::running("1.0.0"), "redeploy --env dev web nothing");
    assert_eq!((ran.code, ran.changed_something()), (Some(64), false), "{ran}");
}

#[test]
fn e7_redeploy_waits_for_the_verdict() {
    let world = World::running("1.0.0");
    world.sandbox.ecs(|ecs| ecs.rule("on web crash".parse().unwrap()));
    let ran = deploy(&world, "redeploy --env dev --poll-interval 10ms");
    assert_eq!(ran.code, Some(3), "{ran}");
}

/// A world whose state only Terraform can read.
fn with_foreign_backend() -> World {
    let world = World::running("1.0.0");
    world.script("backend", r#"{"version":3,"backend":{"type":"http","config":{}}}"#);
    let outputs = json!({
        "app_tag": { "sensitive": false, "type": "string", "value": "1.0.0" },
        "cluster_name": { "sensitive": false, "type": "string", "value": "main" },
        "services": { "sensitive": false, "type": ["map", "string"], "value": { "w": "worker" } },
    });
    world.script("outputs", &outputs.to_string());
    world
}

#[test]
fn e8_outputs_are_read_as_terraform_writes_them_today() {
    let ran = deploy(&with_foreign_backend(), "redeploy --env dev w --poll-interval 10ms");
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.last_line().starts_with("done: redeployed main/worker (worker:1)"), "{ran}");
}

#[test]
fn e9_one_process_reads_all_outputs() {
    let ran = deploy(&with_foreign_backend(), "redeploy --env dev w --no-wait");
    assert_eq!(ran.calls.matches(" output -json").count(), 1, "{ran}");
    assert!(!ran.calls.contains("times"), "{ran}");
}

#[test]
fn e10_create_works_at_once_and_again() {
    let world = World::bare();
    let ran = deploy(&world, "create --env dev --yes");
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.find("terraform init").unwrap() < ran.calls.find("workspace select").unwrap(), "{ran}");
    let again = deploy(&world, "create --env dev");
    assert_eq!((again.code, again.changed_something()), (Some(0), false), "{again}");
}

#[test]
fn e11_what_is_applied_is_what_was_planned() {
    let ran = deploy(&next(), "apply --env dev --tag 1.0.1 --yes --no-wait");
    let plan = ran.calls.split("-out=").nth(1).unwrap().split(' ').next().unwrap();
    assert!(ran.calls.contains(&format!("apply -json -input=false {plan}")), "{ran}");
}

#[test]
fn e12_no_program_is_asked_to_log_in() {
    let ran = deploy(&World::new(), "push --tag 1.0.1");
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("aws ecr GetAuthorizationToken 200") && !ran.calls.contains("login"), "{ran}");
}

#[test]
fn e17_every_command_says_what_it_is_for() {
    let world = World::new();
    let none = world.deploy(&[]);
    assert_eq!(none.code, Some(64), "{none}");
    let help = deploy(&world, "--help");
    assert_eq!(help.code, Some(0), "{help}");
    let commands = help.stdout.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in commands.lines() {
        assert!(line.split_whitespace().count() > 2, "{line}");
    }
}

#[test]
fn e18_files_and_services_can_be_chosen() {
    let world = World::new();
    world.write("project/other.yml", "# the stand-in answers for it\n");
    let ran = deploy(&world, "build -f other.yml -f build/docker-compose.build.yml base --tag 1.0.1");
    let files = "-f WORLD/project/other.yml -f WORLD/project/build/docker-compose.build.yml";
    assert!(ran.calls.contains(&format!("compose {files} build base")), "{ran}");
    assert!(!ran.calls.contains("worker"), "{ran}");
}

#[test]
fn e27_who_holds_the_lock_is_told() {
    let world = next();
    let lock = "Lock Info:\n  ID:        9db590f1\n  Path:      state\n  Operation: OperationTypeApply\n  Who:       ann@ci-7\n  Version:   1.11.4\n  Created:   2026-11-21 01:37:39.063977483 +0000 UTC\n";
    world.script(
        "plan-fails",
        &format!("\nError: Error acquiring the state lock\n\nError message: busy\n{lock}"),
    );
    let ran = deploy(&world, "apply --env dev --tag 1.0.1 --yes");
    assert!(ran.stderr.contains("by ann@ci-7 since 2026-11-21 01:37:39 UTC (apply)"), "{ran}");
    assert!(ran.stderr.contains("hint: ") && ran.stderr.contains("force-unlock 9db590f1"), "{ran}");
}

#[test]
fn e27_nobody_must_leave_the_tool() {
    let world = World::running("1.0.0");
    for line in [
        "output --env dev",
        "destroy --env dev --yes",
        "tf --env dev -- state list",
        "tf --env dev -- fmt -check",
    ] {
        let ran = deploy(&world, line);
        assert_eq!(ran.code, Some(0), "{ran}");
    }
}
