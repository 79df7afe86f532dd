//! `deploy apply`: its confirmation, what it applies, and the rollout, which decides the exit code.

use serde_json::json;

use crate::support::{
    RunResult, RunningProgram, World, assert_run_snapshot, define_service_revision, deployed, prepare_update,
};

const QUESTION: &str = "Apply this to dev with tag 1.0.1 (2 to update, 2 to replace)? [yes/no]";

/// Applies `tag` where 1.0.0 is deployed.
fn apply(world: &World, tag: &str, more: &[&str]) -> RunResult {
    prepare_update(world, tag);
    let apply = ["apply", "--env", "dev", "--tag", tag, "--yes", "--poll-interval", "10ms"];
    world.deploy(&[&apply[..], more].concat())
}

/// Starts an apply on a terminal and waits for its question.
fn asked(world: &World) -> RunningProgram<'_> {
    prepare_update(world, "1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--poll-interval", "10ms"];
    world.invocation(&apply).on_terminal().start().wait_for_output(QUESTION)
}

/// The plan was shown before the question, and nothing was applied.
fn assert_not_applied(run: &RunResult, code: i32) {
    assert_eq!(run.code, Some(code), "{run}");
    assert!(
        run.stdout.find("Plan: 0 to add, 1 to change").unwrap() < run.stdout.find(QUESTION).unwrap(),
        "{run}"
    );
    assert!(!run.changed_something(), "{run}");
}

#[test]
fn any_answer_but_yes_changes_nothing() {
    for answer in ["no\n", "\n", "yess\n"] {
        let run = asked(&deployed("1.0.0")).type_keys(answer).wait();
        assert_not_applied(&run, 5);
        assert!(run.stdout.contains("error: not confirmed"), "{run}");
    }
}

#[test]
fn yes_applies_the_plan() {
    let run = asked(&deployed("1.0.0")).type_keys("yes\n").wait();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("terraform[dev] apply"), "{run}");
}

#[test]
fn an_answer_that_was_typed_before_the_question_does_not_count() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("wait-in-plan", "");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--no-wait"];
    let running = world.invocation(&apply).on_terminal().start().wait_for_phase("plan");
    // The terminal echoes it: it has it.
    let running = running.type_keys("yes\n").wait_for_output("yes").let_continue();
    let run = running.wait_for_output(QUESTION).type_keys("no\n").wait();
    assert_not_applied(&run, 5);
}

#[test]
fn ctrl_c_at_the_question_changes_nothing() {
    let run = asked(&deployed("1.0.0")).type_keys("\u{3}").wait();
    assert_not_applied(&run, 130);
    assert_eq!(run.stdout.lines().last(), Some("now: nothing was changed"), "{run}");
}

#[test]
fn only_the_environment_that_was_named_is_applied() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.remove("project/terraform/terraform.tfstate.d/prod");
    let run = world.deploy_line("apply --env prod --yes");
    assert_eq!((run.code, run.changed_something()), (Some(64), false), "{run}");
    let run = world.deploy_line("apply --env dev --tag 1.0.1 --yes --no-wait");
    assert!(run.calls.contains("terraform[dev] plan") && run.calls.contains("terraform[dev] apply"), "{run}");
    assert!(!run.calls.contains("workspace"), "{run}");
}

#[test]
fn it_applies_the_plan_that_it_made() {
    let run = apply(&deployed("1.0.0"), "1.0.1", &["--no-wait"]);
    let plan = run.calls.split("-out=").nth(1).unwrap().split(' ').next().unwrap();
    assert!(run.calls.contains(&format!("apply -json -input=false {plan}")), "{run}");
}

#[test]
fn a_held_state_lock_is_reported_with_its_holder_and_how_to_remove_it() {
    let world = deployed("1.0.0");
    let lock = "Lock Info:\n  ID:        9db590f1\n  Path:      state\n  Operation: OperationTypeApply\n  Who:       ann@ci-7\n  Version:   1.11.4\n  Created:   2026-11-21 01:37:39.063977483 +0000 UTC\n";
    world.script(
        "plan-fails",
        &format!("\nError: Error acquiring the state lock\n\nError message: busy\n{lock}"),
    );
    let run = apply(&world, "1.0.1", &[]);
    assert!(run.stderr.contains("by ann@ci-7 since 2026-11-21 01:37:39 UTC (apply)"), "{run}");
    assert!(run.stderr.contains("hint: ") && run.stderr.contains("force-unlock 9db590f1"), "{run}");
}

#[test]
fn the_rollout_is_followed_until_it_is_completed() {
    let run = apply(&deployed("1.0.0"), "1.0.1", &[]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn without_changes_nothing_is_applied_and_the_services_are_checked() {
    let run = deployed("1.0.0").deploy(&["apply", "--env", "dev", "--poll-interval", "10ms", "--yes"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_rollback_is_a_failure() {
    let run = apply(&deployed("1.0.0"), "1.0.1-broken", &[]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("rolled back"), "{run}");
    assert!(run.last_line().starts_with("now: 2 resources were changed; "), "{run}");
}

#[test]
fn after_a_requested_rollback_terraforms_next_plan_is_announced() {
    let world = deployed("1.0.0");
    let off = json!({ "deploymentCircuitBreaker": { "enable": false, "rollback": false } });
    let update = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": off });
    world.call_aws("ecs", "UpdateService", update);
    world.add_rule("on web crash");
    let run = apply(&world, "1.0.1", &["--on-failure", "rollback"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("web: rolled back by this run, web:1 runs again"), "{run}");
    let next = "web was rolled back in ECS only: Terraform's next plan deploys web:2 again";
    assert!(run.stderr.contains(next), "{run}");
    assert!(run.calls.contains("aws ecs StopServiceDeployment 200"), "{run}");
}

#[test]
fn when_one_of_two_rollouts_fails_both_are_reported() {
    let world = deployed("1.0.0");
    world.add_rule("on worker crash exit 137");
    let run = apply(&world, "1.0.1", &[]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("137"), "{run}");
    assert!(run.last_line().contains("web is rolled out"), "{run}");
}

#[test]
fn a_superseded_rollout_is_a_failure() {
    let world = deployed("1.0.0");
    world.add_rule("start takes 60000s");
    prepare_update(&world, "1.0.1");
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--poll-interval", "10ms", "--json"];
    let running = world.invocation(&apply).start();
    let running = running.wait_until(|| world.count_calls("DescribeServices") > 6);
    define_service_revision(&world, "web", "1.0.2");
    world.call_aws(
        "ecs",
        "UpdateService",
        json!({ "cluster": "main", "service": "web", "taskDefinition": "web" }),
    );
    world.call_aws(
        "ecs",
        "UpdateService",
        json!({ "cluster": "main", "service": "worker", "forceNewDeployment": true }),
    );
    world.add_rule("run");
    let run = running.wait();
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("superseded"), "{run}");
}

#[test]
fn a_rollout_that_takes_too_long_times_out() {
    let world = deployed("1.0.0");
    world.add_rule("start takes 60000s");
    let run = apply(&world, "1.0.1", &["--timeout", "1s"]);
    assert_eq!(run.code, Some(4), "{run}");
    assert!(run.stderr.contains("hint: allow more time with --timeout"), "{run}");
    assert!(run.last_line().contains("web is still rolling out in ECS"), "{run}");
}

#[test]
fn an_apply_that_fails_half_way_says_what_was_changed() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("fails-after", "");
    let run = world.deploy(&["apply", "--env", "dev", "--tag", "1.0.1", "--yes"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("after 2 changes (2 updated)"), "{run}");
    assert_eq!(
        run.last_line(),
        "now: 2 resources were changed; aws_ecs_service.web, aws_ecs_service.worker may be rolling out in ECS"
    );
}
