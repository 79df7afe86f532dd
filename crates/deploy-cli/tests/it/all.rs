//! `deploy all`.

use serde_json::json;

use crate::support::{
    STATE, World, assert_refused, assert_run_snapshot, assert_succeeded, deployed, prepare_release,
    push_other_image, wait_until_steady,
};

#[test]
fn it_builds_pushes_applies_and_follows_the_rollout() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"]);
    assert_succeeded(&run);
    for call in
        ["docker[APP_TAG=1.0.1] compose", "engine POST", "terraform[dev] apply", "aws ecs UpdateService 200"]
    {
        assert!(run.calls.contains(call), "{call}: {run}");
    }
    assert_eq!(run.last_line().split(" (").next(), Some("done: 1.0.1 runs in dev"), "{run}");
    let again = world.deploy(&["output", "--env", "dev", "app_tag"]);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("1.0.1\n", ""));
}

#[test]
fn a_failed_build_ends_it_before_anything_is_applied() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    world.script("build-fails", "");
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_eq!(run.code, Some(1), "{run}");
    for call in ["apply", "engine POST", "UpdateService"] {
        assert!(!run.calls.contains(call), "{run}");
    }
}

#[test]
fn an_invalid_tag_is_refused() {
    let world = World::new();
    let run = world.deploy(&["all", "--tag", "a b", "--env", "dev"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn an_overridden_endpoint_is_not_used_for_another_registry() {
    let world = World::new();
    let foreign = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    world.script(
        "compose.json",
        &world.read("script/compose.json").replace(&world.sandbox.registry(), foreign),
    );
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn without_a_terminal_nothing_is_changed_unless_yes_is_passed() {
    let world = World::new();
    for command in ["apply", "destroy"] {
        let run = world.deploy(&[command, "--env", "dev"]);
        assert_refused(&run, 5);
        assert_eq!(run.calls, "", "{run}");
    }
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev"]);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
}

#[test]
fn a_mistake_that_shows_after_a_push_is_a_failure_and_no_usage_error() {
    let world = deployed("1.0.0");
    world.script("plan-fails", "Error: No value for required variable\n");
    world.script("wait-in-plan", "");
    let args = ["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--no-wait"];
    let running = world.invocation(&args).start().wait_for_phase("plan").wait_for_output("pushed ");
    let run = running.wait_for_output("/worker:1.0.1 sha256:").let_continue().wait();
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.last_line().starts_with("now: the registry has "), "{run}");
}

/// ECS pins the digest of a tag when a deployment begins.
#[test]
fn a_service_whose_tag_means_another_image_now_is_redeployed() {
    let world = deployed("1.0.0");
    let mutable = json!({ "repositoryName": "worker", "imageTagMutability": "MUTABLE" });
    world.call_aws("ecr", "PutImageTagMutability", mutable);
    push_other_image(&world, "worker", "1.0.0");
    let force = json!({ "cluster": "main", "service": "web", "forceNewDeployment": true });
    world.call_aws("ecs", "UpdateService", force);
    wait_until_steady(&world, &["web"]);
    let run = world.deploy_line("all --tag 1.0.0 --env dev --yes --poll-interval 10ms");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(
        run.stderr
            .contains("web: redeploying, because container app runs REGISTRY/worker:1.0.0 with the digest"),
        "{run}"
    );
    assert!(run.stderr.contains("web: completed") && run.stderr.contains("worker: unchanged"), "{run}");
    assert!(run.calls.contains("aws ecs UpdateService 200\n"), "only once: {run}");
}

/// A world in which images are built for that architecture, and in which the tasks of a file run on Fargate, which takes amd64 by default.
fn world_with_architecture(architecture: &str, file: &str) -> World {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    world.build_for(architecture);
    let text =
        world.read(file).replace("\"family\"", "\"requires_compatibilities\":[\"FARGATE\"],\"family\"");
    assert!(text.contains("FARGATE"));
    world.write(file, &text);
    world
}

#[test]
fn an_image_for_another_architecture_is_not_pushed() {
    let world = world_with_architecture("arm64", STATE);
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(!run.calls.contains("worker/push") && !run.calls.contains("terraform[dev] apply"), "{run}");
    let told: Vec<_> = run.stderr.lines().skip_while(|line| !line.starts_with("error")).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    error: `REGISTRY/worker:1.0.1` was built for linux/arm64, and its tasks run on linux/amd64
    hint: build it with --platform linux/amd64
    now: the registry has REGISTRY/app_base:1.0.1
    ");
}

#[test]
fn an_image_for_another_architecture_than_the_planned_one_is_refused_before_the_question() {
    let world = world_with_architecture("arm64", "script/plan.json");
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(!run.calls.contains("terraform[dev] apply"), "{run}");
    assert!(run.stderr.contains("was built for linux/arm64, and its tasks run on linux/amd64"), "{run}");
    let world = world_with_architecture("amd64", "script/plan.json");
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"]);
    assert_succeeded(&run);
}

#[test]
fn a_project_without_a_build_file_is_refused() {
    let world = deployed("1.0.0");
    world.remove("project/build/docker-compose.build.yml");
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_refused(&run, 64);
    assert!(run.stderr.contains("`deploy apply`"), "{run}");
}
