//! The graph of images, and how they are built by it.

use serde_json::json;

use crate::support::{World, assert_refused, assert_run_snapshot, assert_succeeded, built_image, services};

#[test]
fn the_graph_is_shown_as_a_tree_and_as_one_document() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let name = |name: &str| format!("{registry}/{name}:@TAG@");
    let mut app = built_image(&world, "app", &name("app"), &format!("FROM {registry}/app_base:1.0.1\n"));
    app["build"]["args"] = json!({ "NPM_TOKEN": "canary", "LEVEL": "6063e25" });
    app["build"]["target"] = json!("run");
    let front = format!(
        "FROM nginx:1 AS web\nCOPY --from={registry}/app:1.0.1 / /\nCOPY --from={registry}/tools:1.0.1 / /\n"
    );
    services(
        &world,
        &json!({
            "app": app,
            "base": built_image(&world, "base", &name("app_base"), "FROM debian:12\n"),
            "front": built_image(&world, "front", &name("front"), &front),
            "tools": built_image(&world, "tools", &name("tools"), "FROM debian:12\n"),
        }),
    );
    let run = world.deploy_line("build --tag 1.0.1 --dry-run");
    assert_succeeded(&run);
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
    let json = world.deploy_line("--json build --tag 1.0.1 --dry-run");
    assert_succeeded(&json);
    assert_run_snapshot!(json);
}

#[test]
fn an_image_is_built_as_soon_as_what_it_needs_is_built() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let name = |name: &str| format!("{registry}/{name}:@TAG@");
    let from_base = format!("FROM {registry}/app_base:1.0.1\n");
    services(
        &world,
        &json!({
            "base": built_image(&world, "base", &name("app_base"), "FROM debian:12\n"),
            "other": built_image(&world, "other", &name("other"), "FROM debian:12\n"),
            "worker": built_image(&world, "worker", &name("worker"), &from_base),
        }),
    );
    // The first image of the first level ends only after the second level has begun.
    world.script("await-in-base", "other");
    world.script("await-in-other", "worker");
    assert_succeeded(&world.deploy_line("build --tag 1.0.1"));
}

#[test]
fn no_more_images_are_built_at_the_same_time_than_is_said() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let image =
        |name: &str| built_image(&world, name, &format!("{registry}/{name}:@TAG@"), "FROM debian:12\n");
    services(&world, &json!({ "a": image("a"), "b": image("b") }));
    // The build of `a` waits for that of `b`, which never begins.
    world.script("await-in-a", "b");
    world.script("await-limit", "5");
    let run = world.deploy_line("build --tag 1.0.1 --parallelism 1");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("could not build `a`"), "{run}");
}

#[test]
fn a_build_that_fails_cancels_only_what_is_made_from_it() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let name = |name: &str| format!("{registry}/{name}:@TAG@");
    services(
        &world,
        &json!({
            "base": built_image(&world, "base", &name("app_base"), "FROM debian:12\n"),
            "other": built_image(&world, "other", &name("other"), "FROM debian:12\n"),
            "worker": built_image(&world, "worker", &name("worker"), &format!("FROM {registry}/app_base:1.0.1\n")),
        }),
    );
    world.script("build-fails", "base");
    world.script("await-in-base", "other");
    world.script("await-in-other", "base");
    let run = world.deploy_line("build --tag 1.0.1");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("built REGISTRY/other:1.0.1"), "{run}");
    assert!(!run.calls.contains("build worker"), "{run}");
    // The last lines come after all other output; those of standard output and standard error in any order.
    let told: Vec<_> = run.stderr.lines().skip_while(|line| !line.contains("the build failed")).collect();
    assert_eq!(told.len(), 5, "{run}");
    assert!(told.contains(&"        failed to solve: exit code: 17"), "{run}");
    insta::assert_snapshot!(told[4], @"error: could not build `base`: `docker compose` failed with exit code 17: failed to solve: exit code: 17; so `worker` was not built");
}

#[test]
fn the_builders_own_noise_is_shown_only_if_asked_for() {
    let world = World::new();
    let run = world.deploy_line("build --tag 1.0.1");
    assert!(run.stderr.contains("base | Step 1/1") && !run.stderr.contains("| Building base"), "{run}");
    let run = world.deploy_line("-v build --tag 1.0.1");
    assert!(run.stderr.contains("base | Building base"), "{run}");
}

#[test]
fn a_builder_and_a_platform_can_be_chosen() {
    let world = World::new();
    let run = world.deploy_line("build --tag 1.0.1 base --builder remote --platform linux/arm64");
    assert_succeeded(&run);
    assert!(world.read("environment.docker").contains("BUILDX_BUILDER=remote"));
    assert!(world.read("build-file-of-base").contains(r#""platform":"linux/arm64""#));
    world.remove("bin/docker");
    world.install("docker-compose", include_str!("fake_programs/docker"));
    world.script("compose-version", "1.29.2");
    let run = world.deploy_line("build --tag 1.0.1 base --builder remote");
    assert_refused(&run, 64);
    assert!(run.stderr.contains("`docker-compose 1.29.2` cannot choose a builder"), "{run}");
}
