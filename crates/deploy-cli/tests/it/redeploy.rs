//! `deploy redeploy`: the rollouts decide the exit code.

use sandbox::{Fault, Kind, Options};
use serde_json::json;

use crate::support::shop::with_shop;
use crate::support::{RunResult, STATE, World, assert_refused, assert_run_snapshot, deployed, deployed_with};

fn redeploy(world: &World, more: &[&str]) -> RunResult {
    let redeploy = ["redeploy", "--env", "dev", "--poll-interval", "10ms"];
    world.deploy(&[&redeploy[..], more].concat())
}

/// A world whose state only Terraform can read.
fn with_foreign_backend() -> World {
    let world = deployed("1.0.0");
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
fn without_names_all_services_are_redeployed() {
    let run = redeploy(&deployed("1.0.0"), &[]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("aws ecs UpdateService 200 (2 times)"), "{run}");
    assert!(
        run.last_line().starts_with("done: redeployed main/web (web:1), main/worker (worker:1)"),
        "{run}"
    );
}

#[test]
fn a_local_clock_that_is_an_hour_off_changes_no_verdict() {
    for seconds in [3600, -3600] {
        let world = deployed_with(Options { clock_ahead: seconds, ..World::options() }, "1.0.0");
        let run = redeploy(&world, &["web"]);
        assert_eq!(run.code, Some(0), "{seconds}: {run}");
        world.add_rule("on web image missing");
        let run = redeploy(&world, &["web"]);
        assert_eq!(run.code, Some(3), "{seconds}: {run}");
        assert!(run.stderr.contains("web: rolled back by the circuit breaker, web:1 runs again"), "{run}");
    }
}

#[test]
fn a_service_is_chosen_by_its_label() {
    let run = redeploy(&deployed("1.0.0"), &["worker"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn with_no_wait_the_rollout_is_not_followed() {
    let world = deployed("1.0.0");
    let run = world.deploy(&["redeploy", "--env", "dev", "worker", "--no-wait"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_rollout_that_fails_is_a_failure() {
    let world = deployed("1.0.0");
    world.add_rule("on web crash");
    let run = redeploy(&world, &[]);
    assert_eq!(run.code, Some(3), "{run}");
}

/// A world in which nothing but `deploy` ends the rollouts of `web`.
fn without_breaker() -> World {
    let world = deployed("1.0.0");
    let off = json!({ "deploymentCircuitBreaker": { "enable": false, "rollback": false } });
    let update = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": off });
    world.call_aws("ecs", "UpdateService", update);
    world
}

#[test]
fn a_crash_loop_is_called_at_once() {
    let world = without_breaker();
    world.add_rule("on web crash exit 3");
    let run = redeploy(&world, &["web"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_crash_loop_that_ecs_does_not_count_is_called() {
    let world = without_breaker();
    world.add_rule("on web image missing");
    world.add_rule("on web failed tasks are not counted");
    let run = redeploy(&world, &["web", "--json"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("web: in a crash loop"), "{run}");
    assert!(run.stderr.contains("CannotPullContainerError"), "{run}");
    let stream = run.stream();
    assert_eq!(stream.last().unwrap()["services"][0]["verdict"], "crash_loop", "{run}");
}

#[test]
fn a_deployment_of_which_no_task_is_made_is_a_crash_loop() {
    for cause in ["role trust missing", "no capacity", "no addresses"] {
        let world = without_breaker();
        world.add_rule(&format!("on web {cause}"));
        let run = redeploy(&world, &["web", "--timeout", "20s"]);
        assert_eq!(run.code, Some(3), "{cause}: {run}");
        assert!(run.stderr.contains("web: in a crash loop"), "{cause}: {run}");
    }
}

#[test]
fn a_crash_loop_is_rolled_back_on_request() {
    let world = without_breaker();
    world.add_rule("on web crash 3 times");
    let run = redeploy(&world, &["web", "--on-failure", "rollback"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_service_that_is_deleted_meanwhile_is_a_failure() {
    let world = deployed("1.0.0");
    world.add_rule("start takes 60000s");
    let redeploy = ["redeploy", "--env", "dev", "web", "--poll-interval", "10ms"];
    let running =
        world.invocation(&redeploy).start().wait_until(|| world.count_calls("DescribeServices") > 4);
    world.call_aws("ecs", "DeleteService", json!({ "cluster": "main", "service": "web", "force": true }));
    let run = running.wait();
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("`web` no longer exists"), "{run}");
}

#[test]
fn a_rollout_that_cannot_be_observed_is_a_failure() {
    let world = deployed("1.0.0");
    world.sandbox.fault(Fault::new("ecs:DescribeServices", Kind::Denied).after(2));
    let run = redeploy(&world, &["web"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn an_unknown_service_is_refused_before_any_call() {
    let run = deployed("1.0.0").deploy(&["redeploy", "--env", "dev", "worker", "wroker"]);
    assert_refused(&run, 64);
    assert!(!run.calls.contains("aws"), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_missing_output_is_reported() {
    let world = deployed("1.0.0");
    let mut state: serde_json::Value = serde_json::from_str(&world.read(STATE)).unwrap();
    state["outputs"] = json!({});
    world.write(STATE, &state.to_string());
    let run = world.deploy(&["redeploy", "--env", "dev"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn outputs_that_terraform_writes_are_understood() {
    let run = redeploy(&with_foreign_backend(), &["w"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.last_line().starts_with("done: redeployed main/worker (worker:1)"), "{run}");
}

#[test]
fn terraform_is_asked_for_outputs_once() {
    let run = redeploy(&with_foreign_backend(), &["w", "--no-wait"]);
    assert_eq!(run.calls.matches(" output -json").count(), 1, "{run}");
    assert!(!run.calls.contains("times"), "{run}");
}

#[test]
fn a_duration_has_a_limit() {
    let world = deployed("1.0.0");
    for option in ["--timeout", "--poll-interval"] {
        let run = world.deploy(&["redeploy", "--env", "dev", option, "2562047788015215h"]);
        assert_eq!(run.code, Some(64), "{run}");
        assert!(run.stderr.contains(option) && run.stderr.contains("at most 7 days"), "{run}");
        assert_eq!(run.calls, "", "{run}");
    }
    world.write("project/deploy.toml", "[env.dev]\ntimeout = \"169h\"\n");
    let run = world.deploy(&["redeploy", "--env", "dev"]);
    assert_eq!(run.code, Some(64), "{run}");
    assert!(run.stderr.contains("at most 7 days"), "{run}");
}

#[test]
fn a_rollout_is_complete_when_the_load_balancer_finds_its_tasks_healthy() {
    let redeploy = "redeploy web --env dev --poll-interval 10ms";
    let run = with_shop(&json!({})).deploy_line(redeploy);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("aws elasticloadbalancing DescribeTargetHealth 200"), "{run}");

    let world = with_shop(&json!({}));
    world.sandbox.fault(Fault::new("elasticloadbalancing:DescribeTargetHealth", Kind::Denied));
    let run = world.deploy_line(redeploy);
    assert_eq!(run.code, Some(0), "the counts decide: {run}");
    assert!(run.stderr.contains("warning: could not read the health of the targets"), "{run}");
}
