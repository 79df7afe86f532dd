//! Rollbacks: what they go back to, and what is shown when.

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

fn ids(world: &mut World) -> Vec<Value> {
    let service = world.service();
    service["deployments"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
}

fn number(id: &Value) -> &str {
    id.as_str().unwrap().rsplit('/').next().unwrap()
}

#[test]
fn a_deployment_and_its_revision_have_one_number() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1");
    let (ids, service) = (ids(&mut world), world.service());
    let revisions = service["currentServiceRevisions"].as_array().unwrap();
    assert_eq!(revisions.len(), 2);
    for (id, revision) in ids.iter().zip(revisions) {
        assert_eq!(number(id), number(&revision["arn"]));
    }
    let listed = world.call("ListServiceDeployments", json!({ "cluster": "main", "service": "web" }));
    let newest = &listed["serviceDeployments"][0]["targetServiceRevisionArn"];
    assert_eq!(number(newest), number(&ids[0]));
}

#[test]
fn a_rollback_takes_a_new_id_if_a_rule_says_so() {
    let mut world = World::with_service(json!({}));
    let old = ids(&mut world)[0].clone();
    world.rule("on web rollback takes a new id");
    let failed = world.deploy("1.0.1-broken");
    world.wait(5000);
    let now = ids(&mut world);
    assert_eq!(now.len(), 1);
    assert!(now[0] != old && now[0] != json!(failed));
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}

#[test]
fn a_rollback_brings_the_id_back_after_its_tasks_are_gone() {
    let alarms = json!({ "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors"] } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": alarms }));
    let old = world.service()["deployments"][0].clone();
    world.rule("on web alarm errors after 120s");
    world.deploy("1.0.1");
    world.wait(550);
    assert_eq!(ids(&mut world).len(), 1);
    world.wait(2000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["id"], old["id"]);
    assert!(service["deployments"][0]["createdAt"].as_f64() > old["createdAt"].as_f64());
}

#[test]
fn a_first_deployment_that_fails_has_no_rollback_candidate() {
    let mut world = World::new();
    world.define("1.0.0-missing");
    world.create(json!({}));
    world.wait(3000);
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "FAILED");
    let rollout = world.rollout();
    assert_eq!(rollout["status"], "ROLLBACK_FAILED");
    assert_eq!(rollout["statusReason"], "No rollback candidate was found to run the rollback.");
    assert_eq!(rollout.get("rollback"), None);
    assert!(world.events().contains("(deployment ecs-svc/ID) deployment failed: tasks failed to start."));
}

#[test]
fn a_service_deployment_may_end_before_its_deployment() {
    let mut world = World::with_service(json!({}));
    world.rule("on web completed after 40s");
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(180), @"
      0s PENDING
         PRIMARY web:2 0/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
      5s IN_PROGRESS
         PRIMARY web:2 0/1 +1 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     45s IN_PROGRESS
         PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     85s SUCCESSFUL
         PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/0 +0 COMPLETED
     95s SUCCESSFUL
         PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 0/0 +0 COMPLETED
    105s SUCCESSFUL
         PRIMARY web:2 1/1 +0 IN_PROGRESS
    125s SUCCESSFUL
         PRIMARY web:2 1/1 +0 COMPLETED
    ");
    world.deploy("1.0.2-broken");
    world.wait(3000);
    assert_eq!(world.rollout()["status"], "ROLLBACK_SUCCESSFUL");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "COMPLETED");
}

#[test]
fn without_rollback_a_failed_deployment_is_stopped() {
    let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": false } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": breaker }));
    world.deploy("1.0.1-broken");
    world.wait(3000);
    let rollout = world.rollout();
    assert_eq!(rollout["status"], "STOPPED");
    assert_eq!(world.service()["deployments"][0]["rolloutState"], "FAILED");
    assert_eq!(world.service()["runningCount"], 1);
}

/// Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
#[test]
fn a_deployment_that_fails_during_a_rollback_has_nothing_to_go_back_to() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1-missing");
    while world.rollout()["status"] != "ROLLBACK_IN_PROGRESS" {
        world.wait(5);
    }
    world.deploy("1.0.2-missing");
    world.wait(3000);
    assert_eq!(world.rollout()["status"], "ROLLBACK_FAILED");
    let primary = world.service()["deployments"][0].clone();
    assert_eq!((&primary["rolloutState"], &primary["runningCount"]), (&json!("FAILED"), &json!(0)));
    assert!(primary["taskDefinition"].as_str().unwrap().ends_with("web:3"));
}
