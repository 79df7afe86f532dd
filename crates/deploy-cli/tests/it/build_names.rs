//! What images are called, and which of them are built and pushed.

use serde_json::json;

use crate::support::{World, assert_refused, assert_run_snapshot, assert_succeeded, built_image, services};

#[test]
fn images_that_cannot_be_pushed_are_built_and_that_is_said() {
    let world = World::new();
    let context = json!({ "context": world.path("project/build/worker") });
    services(
        &world,
        &json!({
            "base": built_image(&world, "base", "base:dev", "FROM scratch\n"),
            "nameless": { "build": context },
            "other": built_image(&world, "other", "ghcr.io/team/other:1", "FROM base:dev\n"),
        }),
    );
    let run = world.deploy_line("build --tag 1.0.1 --parallelism 1");
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    let pushed = world.deploy_line("push --tag 1.0.1");
    assert_refused(&pushed, 64);
    assert_run_snapshot!(pushed);
    let local = world.deploy_line("push --tag 1.0.1 base nameless");
    assert_refused(&local, 64);
    assert_run_snapshot!(local);
}

#[test]
fn deploy_toml_names_images_that_have_no_name_to_push() {
    let world = World::new();
    world.write("project/deploy.toml", "[build]\nimage = \"${REGISTRY}/{service}:${APP_TAG}\"\n");
    let registry = world.sandbox.registry();
    services(
        &world,
        &json!({
            "deploy-image-pattern": { "image": format!("{registry}/{{service}}:@TAG@") },
            "app_base": built_image(&world, "app_base", "base:dev", "FROM scratch\n"),
            "worker": built_image(&world, "worker", &format!("{registry}/worker:v@TAG@-x_@TAG@"), "FROM base:dev\n"),
        }),
    );
    let run = world.deploy_line("build --tag 1.0.1");
    assert_succeeded(&run);
    assert_run_snapshot!(run);
}

#[test]
fn a_pattern_for_names_has_the_service_and_the_tag_in_it() {
    let world = World::new();
    world.write("project/deploy.toml", "[build]\nimage = \"r.io/app:${APP_TAG}\"\n");
    let run = world.deploy_line("build --tag 1.0.1");
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_name_that_is_none_is_refused_with_its_place() {
    let world = World::new();
    services(&world, &json!({ "base": built_image(&world, "base", "r.io/base:", "FROM scratch\n") }));
    let file = "services:\n  base:\n    image: r.io/base:${NOTHING:-}\n";
    world.write("project/build/docker-compose.build.yml", file);
    let run = world.deploy_line("build --tag 1.0.1");
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn services_that_share_a_build_are_built_once_and_each_name_is_given() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let build = json!({ "context": world.path("project/build/app_base"), "tags": [format!("{registry}/worker:stable")] });
    services(
        &world,
        &json!({
            "cron": { "image": format!("{registry}/worker:@TAG@"), "build": build },
            "web": { "image": format!("{registry}/app_base:@TAG@"), "build": build },
            "worker": { "image": format!("{registry}/worker:@TAG@"), "build": build },
        }),
    );
    let run = world.deploy_line("build --tag 1.0.1 web");
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    let pushed = world.deploy_line("push --tag 1.0.1");
    assert_succeeded(&pushed);
    assert_run_snapshot!(pushed);
}

#[test]
fn services_of_profiles_are_built_if_they_are_named_or_their_profile_is() {
    let world = World::new();
    let registry = world.sandbox.registry();
    let mut extra = built_image(&world, "extra", &format!("{registry}/extra:@TAG@"), "FROM scratch\n");
    extra["profiles"] = json!(["jobs"]);
    let base = built_image(&world, "base", &format!("{registry}/app_base:@TAG@"), "FROM scratch\n");
    services(&world, &json!({ "base": base, "extra": extra }));
    let built = |line: &str| {
        let run = world.deploy_line(line);
        assert_succeeded(&run);
        ["base", "extra"].map(|service| run.calls.contains(&format!("build {service}")))
    };
    assert_eq!(built("build --tag 1.0.1"), [true, false]);
    assert_eq!(built("build --tag 1.0.1 extra"), [false, true]);
    assert_eq!(built("build --tag 1.0.1 --compose-profile jobs"), [true, true]);
}
