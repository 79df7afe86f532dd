//! `deploy build`.

use crate::support::{World, assert_refused, assert_run_snapshot, assert_succeeded};

#[test]
fn images_are_built_in_the_order_in_which_they_need_each_other() {
    let run = World::new().deploy(&["build", "--tag", "1.0.1", "--no-cache", "--build-arg", "A=1"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn a_dry_run_shows_the_order_and_builds_nothing() {
    let run = World::new().deploy(&["build", "--tag", "1.0.1", "--dry-run"]);
    assert_succeeded(&run);
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn the_older_docker_compose_works_too() {
    let world = World::new();
    world.remove("bin/docker");
    world.install("docker-compose", include_str!("fake_programs/docker"));
    world.script("compose-version", "1.29.2");
    let run = world.deploy(&["build", "--tag", "1.0.1", "worker"]);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn files_and_services_can_be_chosen() {
    let world = World::new();
    world.write("project/other.yml", "# the fake Compose does not read it\n");
    let run = world.deploy_line("build -f other.yml -f build/docker-compose.build.yml base --tag 1.0.1");
    let files = "-f WORLD/project/other.yml -f WORLD/project/build/docker-compose.build.yml";
    assert!(run.calls.contains(&format!("compose {files} build base")), "{run}");
    assert!(!run.calls.contains("worker"), "{run}");
}

#[test]
fn the_tag_is_that_of_the_option_or_else_of_the_variable() {
    let world = World::new();
    let run = world.invocation(&["build"]).env("DEPLOY_TAG", "2.0").run();
    assert!(run.calls.contains("docker[APP_TAG=2.0]"), "{run}");
    let run = world.invocation(&["build", "--tag", "3.0"]).env("DEPLOY_TAG", "2.0").run();
    assert!(run.calls.contains("docker[APP_TAG=3.0]"), "{run}");
}

#[test]
fn an_invalid_tag_in_the_variable_is_refused() {
    let run = World::new().invocation(&["build"]).env("DEPLOY_TAG", "a b").run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn compose_gets_the_whole_environment() {
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
fn a_missing_build_file_is_reported() {
    let world = World::new();
    world.remove("project/build/docker-compose.build.yml");
    let run = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn an_unset_variable_of_the_build_file_is_reported() {
    let world = World::new();
    world.script("unset", "REGISTRY");
    let run = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn missing_compose_is_reported() {
    let world = World::new();
    world.remove("bin/docker");
    let run = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn the_tag_may_be_a_part_of_the_tag_of_an_image() {
    let world = World::new();
    let compose = world.read("script/compose.json").replace("app_base:@TAG@", "app_base:@TAG@-base");
    world.script("compose.json", &compose);
    let run = world.deploy_line("build --tag 1.0.1");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("built REGISTRY/app_base:1.0.1-base"), "{run}");
    world.script("compose.json", &compose.replace("@TAG@-base", "11.0.1"));
    assert_eq!(world.deploy_line("build --tag 1.0.1").code, Some(64));
}
