//! Blue/green, linear and canary rollouts: their stages, their traffic, their hooks, and who rolls them back.

use sandbox::{Fault, Kind};
use serde_json::{Value, json};

use crate::support::{RunResult, World, assert_run_snapshot, deployed};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:check";

/// A world in which `web` has this deployment configuration.
#[expect(clippy::needless_pass_by_value, reason = "a caller writes it where it is used")]
fn configured(configuration: Value) -> World {
    let world = deployed("1.0.0");
    let update = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": configuration });
    world.call_aws("ecs", "UpdateService", update);
    world
}

fn blue_green(hooks: &[Value]) -> World {
    configured(json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": hooks }))
}

fn function(stage: &str) -> Value {
    json!({ "hookTargetArn": FUNCTION, "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": [stage] })
}

fn pause() -> Value {
    json!({ "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"] })
}

fn redeploy(world: &World, more: &[&str]) -> RunResult {
    let redeploy = ["redeploy", "--env", "dev", "--poll-interval", "10ms", "web"];
    world.deploy(&[&redeploy[..], more].concat())
}

#[test]
fn a_blue_green_rollout_shows_its_stages_and_its_traffic() {
    let world = blue_green(&[function("POST_SCALE_UP")]);
    world.add_rule("on web hook POST_SCALE_UP takes 120s");
    let run = redeploy(&world, &[]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn a_canary_rollout_that_an_alarm_ends_names_the_alarm() {
    let alarms = json!({ "alarmNames": ["web-5xx"], "enable": true, "rollback": true });
    let canary = json!({ "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 5 });
    let world = configured(json!({
        "strategy": "CANARY", "canaryConfiguration": canary, "alarms": alarms, "bakeTimeInMinutes": 1,
    }));
    world.add_rule("on web alarm web-5xx after 150s");
    let run = redeploy(&world, &["--json"]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("production traffic 10 %"), "{run}");
    assert!(run.stderr.contains("web: rolled back because of the alarm web-5xx, web:1 runs again"), "{run}");
    let stream = run.stream();
    let ended = stream.iter().find(|event| event["type"] == "rollout_ended").unwrap();
    assert_eq!(ended["rolled_back_by"], "alarm", "{ended}");
}

#[test]
fn a_hook_that_fails_is_named() {
    let world = blue_green(&[function("PRE_SCALE_UP")]);
    world.add_rule("on web hook PRE_SCALE_UP fails");
    let run = redeploy(&world, &[]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("web: rolled back because of a lifecycle hook, web:1 runs again"), "{run}");
    assert!(run.stderr.contains(&format!("{FUNCTION} returned FAILED status")), "{run}");
}

#[test]
fn a_pause_is_told_once_and_named_by_the_time_out() {
    let run = redeploy(&blue_green(&[pause()]), &["--timeout", "2s", "--quiet"]);
    assert_eq!(run.code, Some(4), "{run}");
    assert_eq!(run.stderr.matches("web: waits for approval at").count(), 1, "{run}");
    assert!(run.stderr.contains("hint: `deploy continue --env dev web` lets it continue\n"), "{run}");
    assert!(run.stderr.contains("POST_TEST_TRAFFIC_SHIFT until "), "{run}");
}

#[test]
fn a_deployment_that_a_person_stops_is_rolled_back_by_a_user() {
    let world = blue_green(&[pause()]);
    let args = ["redeploy", "--env", "dev", "--poll-interval", "10ms", "web"];
    let running = world.invocation(&args).start().wait_for_output("waits for approval");
    let services = json!({ "cluster": "main", "services": ["web"] });
    let found = world.call_aws("ecs", "DescribeServices", services);
    let arn = &found["services"][0]["currentServiceDeployment"];
    world.call_aws("ecs", "StopServiceDeployment", json!({ "serviceDeploymentArn": arn }));
    let run = running.wait();
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("web: rolled back by a user, web:1 runs again"), "{run}");
}

#[test]
fn without_the_right_to_read_service_deployments_the_end_is_seen_all_the_same() {
    let world = blue_green(&[]);
    world.sandbox.fault(Fault::new("ecs:DescribeServiceDeployments", Kind::Denied));
    let run = redeploy(&world, &[]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(run.stderr.matches("warning:").count(), 1, "{run}");
    assert_eq!(run.calls.matches("DescribeServiceDeployments").count(), 1, "{run}");
}

#[test]
fn a_stage_ends_the_command_and_not_the_rollout() {
    let world = configured(json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10 }));
    let run = redeploy(&world, &["--wait-for", "bake-time"]);
    assert_eq!(run.code, Some(0), "{run}");
    let told = "done: main/web (web:1) takes the traffic, the rollout continues until ";
    assert!(run.last_line().starts_with(told), "{run}");
    assert!(run.last_line().contains("; `deploy wait --env dev` follows it to its end"), "{run}");
    let waited = world.deploy(&["wait", "--env", "dev", "--poll-interval", "10ms", "--json"]);
    assert_eq!(waited.code, Some(0), "{waited}");
    assert_eq!(waited.stream().last().unwrap()["services"][0]["verdict"], "completed", "{waited}");
}

#[test]
fn old_tasks_are_told_or_waited_for() {
    let world = blue_green(&[]);
    let run = redeploy(&world, &[]);
    assert!(run.stderr.contains("web: completed\n        1 old task still runs\n"), "{run}");
    let world = blue_green(&[]);
    let run = redeploy(&world, &["--wait-for", "drained"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(!run.stderr.contains("old task"), "{run}");
}

#[test]
fn an_unknown_stage_is_refused() {
    let run = redeploy(&deployed("1.0.0"), &["--wait-for", "baked"]);
    assert_eq!((run.code, run.calls.as_str()), (Some(64), ""), "{run}");
    assert!(run.stderr.contains("drained, or a lifecycle stage"), "{run}");
}
