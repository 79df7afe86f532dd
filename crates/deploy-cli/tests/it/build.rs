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
    let file = |name: &str| format!("-f {}", world.path("project").join(name).display());
    let files = format!("{} {}", file("other.yml"), file("build/docker-compose.build.yml"));
    let log = world.read("config-log");
    assert!(log.contains(&format!("{files} --profile * config")), "{log}");
    assert!(run.calls.contains("-f - build base") && !run.calls.contains("worker"), "{run}");
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
fn an_unset_variable_that_the_build_reads_is_reported() {
    let world = World::new();
    world.script("unset", "REGISTRY");
    let file = "services:\n  base: {image: \"${REGISTRY}/app_base:${APP_TAG}\"}\n";
    world.write("project/build/docker-compose.build.yml", file);
    let run = world.deploy(&["build", "--tag", "1.0.1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn an_unset_variable_that_only_a_container_reads_is_no_obstacle() {
    let world = World::new();
    world.script("unset", "PASSWORD");
    let file = "services:\n  base:\n    image: \"app_base:${PASSWORD:-1}\"\n    environment: {PASSWORD: \"${PASSWORD}\"}\n";
    world.write("project/build/docker-compose.build.yml", file);
    assert_succeeded(&world.deploy(&["build", "--tag", "1.0.1"]));
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
}
