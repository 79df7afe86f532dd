//! A rollout that fails says why: for each cause that the sandbox knows, what a user reads and what a program reads.

use std::fmt::Write as _;

use sandbox::{Fault, Kind};
use serde_json::{Value, json};

use crate::support::shop::with_shop;
use crate::support::{RunResult, World, deployed, prepare_update};

/// The causes by their names in rules.
const CAUSES: [&str; 20] = [
    "image missing",
    "pull denied",
    "no route",
    "wrong platform",
    "secret missing",
    "secret denied",
    "parameter missing",
    "parameter denied",
    "log group missing",
    "out of memory",
    "no capacity",
    "quota reached",
    "no addresses",
    "port in use",
    "role trust missing",
    "sidecar ended",
    "unhealthy container",
    "unhealthy load balancer",
    "wrong port",
    "target group mismatch",
];

/// The rollout of `shop` that fails for a cause.
fn fail(world: &World, more: &[&str]) -> RunResult {
    let redeploy = ["redeploy", "web", "--env", "dev", "--poll-interval", "10ms"];
    world.deploy(&[&redeploy[..], more].concat())
}

/// The lines below the verdict, up to the last events.
fn card(run: &RunResult) -> String {
    let lines = run.stderr.lines().skip_while(|line| !line.starts_with("    shop: rolled back"));
    lines.take_while(|line| !line.contains("last events:")).fold(String::new(), |mut card, line| {
        let _ = writeln!(card, "{line}");
        card
    })
}

#[test]
fn each_cause_is_told_with_its_fix() {
    let mut cards = String::new();
    for name in CAUSES {
        let world = with_shop(&json!({}));
        world.add_rule(&format!("on shop {name}"));
        let run = fail(&world, &[]);
        assert_eq!(run.code, Some(3), "{name}: {run}");
        let _ = writeln!(cards, "== {name}\n{}", card(&run));
    }
    insta::assert_snapshot!(cards);
}

#[test]
fn each_cause_has_a_word_for_programs() {
    for (name, word) in [("image missing", "image_missing"), ("no capacity", "no_capacity")] {
        let world = with_shop(&json!({}));
        world.add_rule(&format!("on shop {name}"));
        let run = fail(&world, &["--json"]);
        let events = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let ended = events.filter(|event| event["type"] == "rollout_ended").collect::<Vec<_>>();
        let causes: Vec<_> = ended[0]["causes"].as_array().unwrap().iter().map(|one| &one["cause"]).collect();
        assert_eq!(causes, [word], "{name}: {run}");
    }
}

#[test]
fn an_application_that_crashes_is_told_with_its_last_line() {
    let world = with_shop(&json!({}));
    world.add_rule("on shop crash after 2s exit 3");
    world.add_rule("on shop log panic: no database");
    let run = fail(&world, &[]);
    insta::assert_snapshot!(card(&run));
}

#[test]
fn a_throttled_diagnosis_is_tried_again() {
    let world = with_shop(&json!({}));
    world.add_rule("on shop crash after 2s exit 3");
    world.add_rule("on shop log panic: no database");
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Kind::Throttle).times(2));
    let run = fail(&world, &[]);
    assert!(card(&run).contains("panic: no database"), "{run}");
}

#[test]
fn a_log_that_may_not_be_read_does_not_hide_the_cause() {
    let world = with_shop(&json!({}));
    world.add_rule("on shop crash after 2s exit 3");
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Kind::Denied));
    let run = fail(&world, &[]);
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("container app ended with exit code 3"), "{run}");
    assert!(run.stderr.contains("warning: could not read the log"), "{run}");
}

#[test]
fn the_stopped_tasks_of_other_deployments_are_no_cause() {
    let world = deployed("1.0.0");
    world.add_rule("on web failed tasks are not counted");
    world.add_rule("on web crash after 1s exit 9");
    let update = |count: u32| {
        let service = json!({
            "cluster": "main", "service": "web", "forceNewDeployment": true, "desiredCount": count,
        });
        world.call_aws("ecs", "UpdateService", service);
    };
    update(130);
    let has_two_pages = || {
        world.call_aws("ecs", "DescribeServices", json!({ "cluster": "main", "services": ["web"] }));
        let list = json!({ "cluster": "main", "serviceName": "web", "desiredStatus": "STOPPED" });
        world.call_aws("ecs", "ListTasks", list)["nextToken"].is_string()
    };
    while !has_two_pages() {}
    update(1);
    world.add_rule("on web image missing");
    let run = world.deploy_line("redeploy web --env dev --poll-interval 10ms");
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("the registry does not have"), "{run}");
    assert!(!run.stderr.contains("exit code 9"), "{run}");
}

#[test]
fn a_release_that_fails_says_why() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1-missing");
    let run = world.deploy_line("apply --env dev --tag 1.0.1-missing --yes --poll-interval 10ms");
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains("the registry does not have REGISTRY/worker:1.0.1-missing"), "{run}");
}
