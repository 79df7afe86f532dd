//! Which tag is planned where none is given, and what is told of the tag's images before an apply.

use serde_json::{Value, json};

use crate::support::{
    RunResult, STATE, World, assert_refused, assert_run_snapshot, assert_succeeded, define_service_revision,
    deployed, prepare_release, prepare_update,
};

fn plan(world: &World) -> RunResult {
    world.deploy_line("plan --env dev")
}

fn assert_planned(run: &RunResult, tag: &str) {
    assert_succeeded(run);
    assert!(run.calls.contains(&format!("-var=app_tag={tag}\n")), "{run}");
}

/// The state does not say which tag was applied.
fn without_app_tag(world: &World) {
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    state["outputs"].as_object_mut().unwrap().remove("app_tag");
    world.write(STATE, &state.to_string());
}

/// Lets a service run another tag than the one that Terraform applied.
fn update(world: &World, service: &str, tag: &str) {
    let definition = define_service_revision(world, service, tag);
    let input = json!({ "cluster": "main", "service": service, "taskDefinition": definition });
    world.call_aws("ecs", "UpdateService", input);
}

#[test]
fn without_a_tag_the_one_that_runs_is_planned() {
    let run = plan(&deployed("1.0.0"));
    assert_planned(&run, "1.0.0");
    assert!(run.stderr.contains("tag 1.0.0, which dev runs"), "{run}");
}

#[test]
fn after_a_rollback_it_is_the_tag_that_was_rolled_back_to() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.write(STATE, &world.read("script/state"));
    assert_planned(&plan(&world), "1.0.0");
}

#[test]
fn without_the_output_the_build_file_says_which_part_of_an_image_is_the_tag() {
    let world = deployed("1.0.0");
    without_app_tag(&world);
    assert_planned(&plan(&world), "1.0.0");
}

#[test]
fn a_tag_that_cannot_be_known_although_services_run_is_refused() {
    let world = deployed("1.0.0");
    without_app_tag(&world);
    world.remove("project/build/docker-compose.build.yml");
    assert_refused(&world.deploy_line("apply --env dev --yes"), 5);
    let run = plan(&world);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
}

#[test]
fn services_that_run_different_tags_are_refused_with_each() {
    let world = deployed("1.0.0");
    update(&world, "web", "1.0.2");
    assert_refused(&world.deploy_line("apply --env dev --yes"), 5);
    let run = plan(&world);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
}

#[test]
fn where_nothing_runs_the_tag_must_be_given() {
    let world = World::new();
    assert_refused(&world.deploy_line("apply --env dev --yes"), 64);
    let run = plan(&world);
    assert_refused(&run, 64);
    assert!(
        run.stderr.ends_with("error: no tag is given, and `dev` runs none yet\nhint: pass it with --tag\n"),
        "{run}"
    );
    let run = world.invocation(&["plan", "--env", "dev"]).env("DEPLOY_TAG", "1.0.5").run();
    assert_planned(&run, "1.0.5");
    assert!(run.stderr.contains("tag 1.0.5, from DEPLOY_TAG"), "{run}");
}

#[test]
fn what_deploys_nothing_needs_no_tag() {
    let world = deployed("1.0.0");
    update(&world, "web", "1.0.2");
    for line in ["destroy --env dev --yes", "tf --env dev -- refresh", "output --env dev"] {
        assert_succeeded(&world.deploy_line(line));
    }
}

#[test]
fn images_that_the_registry_lacks_are_told_by_plan_and_refused_by_apply() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let run = world.deploy_line("plan --env dev --tag 1.0.1 --out saved");
    assert_succeeded(&run);
    assert!(run.stderr.contains("warning: the registry does not have `REGISTRY/worker:1.0.1`\n"), "{run}");
    for line in ["apply --env dev --tag 1.0.1 --yes", "apply --env dev --plan saved --yes"] {
        assert_refused(&world.deploy_line(line), 64);
    }
    assert_run_snapshot!(world.deploy_line("apply --env dev --tag 1.0.1 --yes"));
}

#[test]
fn images_of_another_registry_than_the_one_that_was_pushed_to_are_refused() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let plan = world.read("script/plan.json").replace(&world.sandbox.registry(), "registry.example:5000");
    world.script("plan.json", &plan);
    let run = world.deploy_line("all --env dev --tag 1.0.1 --yes");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(!run.calls.contains(" apply "), "{run}");
    assert!(
        run.stderr.contains(
            "error: the plan runs `registry.example:5000/worker:1.0.1`, but `REGISTRY/worker:1.0.1` was pushed\nhint: "
        ),
        "{run}"
    );
}

#[test]
fn a_service_that_goes_back_to_an_older_tag_is_told_with_both() {
    let world = deployed("1.0.2");
    prepare_update(&world, "1.0.1");
    for line in ["plan --env dev --tag 1.0.1", "apply --env dev --tag 1.0.1 --yes --no-wait --quiet"] {
        let run = world.deploy_line(line);
        assert_succeeded(&run);
        assert!(
            run.stderr.contains("warning: `aws_ecs_service.web` goes back from 1.0.2 to 1.0.1\n"),
            "{run}"
        );
    }
}
