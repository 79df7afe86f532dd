//! `deploy status`: the status of services, read without Terraform where the state can be read.

use serde_json::{Value, json};

use crate::support::{FILTERS, STATE, World, assert_refused, assert_run_snapshot, deployed};

/// Ages differ from run to run, and with them the width of their column.
const AGES: [(&str, &str); 2] =
    [(r"\b\d+ (?:s|min) (ago|old)", "AGE $1"), (r"\b(AGE|\d+ s|\d+ min)  +\b", "AGE  ")];

/// Compares the page with the snapshot that is named after the test.
macro_rules! assert_status {
    ($run:expr) => {
        let filters = [&AGES[..], &FILTERS[..]].concat();
        insta::with_settings!({ filters => filters, omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!($run.stdout);
        })
    };
}

/// A world in which `dev` is initialised.
fn initialised() -> World {
    let world = deployed("1.0.0");
    let run = world.deploy(&["init", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    world
}

#[test]
fn healthy_services_are_a_table() {
    let world = initialised();
    let run = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(run.calls.matches("DescribeServices").count(), 1, "{run}");
    assert_eq!(run.calls.matches("DescribeTasks").count(), 1, "{run}");
    assert_status!(run);
    let all = world.deploy(&["status", "--env", "dev", "-v"]);
    assert!(all.stdout.contains("\nworker:\n  deployment ecs-svc/"), "{all}");
    assert!(all.stdout.contains(" ago: has reached a steady state.\n"), "{all}");
}

/// Waits, on the sandbox's clock, until a deployment of the service has failed. It is shown until the rollback completes.
fn wait_until_failed(world: &World, service: &str) {
    let services = json!({ "cluster": "main", "services": [service] });
    let has_failed = |found: &Value| {
        let mut deployments = found["services"][0]["deployments"].as_array().unwrap().iter();
        deployments.any(|deployment| deployment["rolloutState"] == "FAILED")
    };
    assert!((0..100).any(|_| has_failed(&world.call_aws("ecs", "DescribeServices", services.clone()))));
}

#[test]
fn a_failing_rollout_is_shown_with_its_cause_and_missing_services_are_named() {
    let world = initialised();
    world.call_aws("ecs", "DeleteService", json!({ "cluster": "main", "service": "worker", "force": true }));
    let mut state: Value = serde_json::from_str(&world.read(STATE)).unwrap();
    state["outputs"]["services"]["value"]["later"] = "later".into();
    world.write(STATE, &state.to_string());
    world.add_rule("on web image missing");
    world.call_aws(
        "ecs",
        "UpdateService",
        json!({ "cluster": "main", "service": "web", "forceNewDeployment": true }),
    );
    wait_until_failed(&world, "web");
    let run = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_status!(run);
}

/// Waits, on the sandbox's clock, until the service shows this.
fn wait_until(world: &World, service: &str, shows: impl Fn(&Value) -> bool) {
    let services = json!({ "cluster": "main", "services": [service] });
    let found = || world.call_aws("ecs", "DescribeServices", services.clone());
    assert!((0..200).any(|_| shows(&found()["services"][0])));
}

#[test]
fn a_rollback_of_the_last_deployment_is_shown_afterwards() {
    let world = initialised();
    world.add_rule("on web crash");
    let forced = json!({ "cluster": "main", "service": "web", "forceNewDeployment": true });
    world.call_aws("ecs", "UpdateService", forced);
    wait_until_failed(&world, "web");
    world.add_rule("on web run");
    wait_until(&world, "web", |web| web["deployments"][0]["rolloutState"] == "COMPLETED");
    let run = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_status!(run);
}

/// As long as one of its new tasks starts, which takes long.
#[test]
fn a_deployment_that_has_completed_early_is_settled() {
    let world = initialised();
    let early = json!({ "enable": true, "healthyPercent": 50, "sourceServiceRevisionCleanup": "DEFERRED" });
    let configuration = json!({ "minimumHealthyPercent": 50, "earlySuccessCriteria": early });
    let mut update = json!({ "cluster": "main", "service": "web", "desiredCount": 2 });
    update["deploymentConfiguration"] = configuration;
    world.call_aws("ecs", "UpdateService", update);
    wait_until(&world, "web", |web| web["runningCount"] == 2);
    world.add_rule("on web start takes 6000s 1 times");
    let forced = json!({ "cluster": "main", "service": "web", "forceNewDeployment": true });
    world.call_aws("ecs", "UpdateService", forced);
    wait_until(&world, "web", |web| {
        let deployments = web["deployments"].as_array().unwrap();
        deployments.len() == 1 && deployments[0]["rolloutState"] == "COMPLETED" && web["pendingCount"] == 1
    });
    let run = world.deploy(&["status", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stdout.contains("\nweb: 1 task still starts\n"), "{run}");
    assert!(!run.stdout.contains("\nweb:\n"), "{run}");
}

#[test]
fn a_state_that_can_be_read_needs_no_terraform() {
    let world = initialised();
    world.remove("bin/terraform");
    let run = world.deploy(&["status", "--env", "dev", "--json"]);
    assert_eq!(run.code, Some(0), "{run}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["cluster"], "main");
    let web = &document["services"][0];
    assert_eq!((&web["label"], &web["running"]), (&"web".into(), &1.into()));
    assert_eq!(web["images"][0]["tag"], "1.0.0");
    assert_eq!(web["deployments"][0]["state"], "COMPLETED");
    assert!(!run.calls.contains("terraform"), "{run}");
}

#[test]
fn a_revision_that_was_applied_and_does_not_run_is_shown() {
    let world = initialised();
    let state = world.read(STATE).replace("task-definition/web:1", "task-definition/web:2");
    world.write(STATE, &state);
    let run = world.deploy(&["status", "--env", "dev"]);
    assert!(run.stdout.starts_with("dev in main; 1.0.0 was applied last\n"), "{run}");
    let expected = "\nweb:\n  web:2 was applied last, but ECS keeps running web:1\n  deployment ";
    assert!(run.stdout.contains(expected), "{run}");
    assert_eq!(run.stdout.matches("ECS keeps running").count(), 1, "{run}");
}

#[test]
fn without_terraform_and_init_it_says_what_is_missing() {
    let world = deployed("1.0.0");
    world.remove("bin/terraform");
    let run = world.deploy(&["status", "--env", "dev"]);
    assert_run_snapshot!(run);
}

#[test]
fn nothing_deployed_is_said_as_that() {
    let world = World::new();
    for line in ["status --env dev", "redeploy --env dev", "fargate --env dev -- true"] {
        let run = world.deploy_line(line);
        assert!(
            run.stderr.ends_with(
                "error: nothing is deployed in `dev`\nhint: deploy it: `deploy all --env dev --tag TAG`\n"
            ),
            "{run}"
        );
    }
    assert_refused(&world.deploy_line("status --env dev"), 64);
}
