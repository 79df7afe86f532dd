//! Service deployments and revisions: the same rollouts by their other names.

use serde_json::json;

use super::world::World;

#[test]
fn a_service_deployment_describes_its_rollback() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1-broken");
    world.wait(100);
    let arn = world.service()["currentServiceDeployment"].clone();
    let describe = json!({ "serviceDeploymentArns": [arn] });
    let mut status = || {
        let shown =
            world.call("DescribeServiceDeployments", describe.clone())["serviceDeployments"][0].clone();
        world.wait(600);
        format!("{} {}", shown["status"], shown["deploymentCircuitBreaker"])
    };
    insta::assert_snapshot!([status(), status(), status()].join("\n"), @r#"
    "IN_PROGRESS" {"status":"MONITORING","failureCount":0,"threshold":3}
    "IN_PROGRESS" {"status":"MONITORING","failureCount":2,"threshold":3}
    "ROLLBACK_SUCCESSFUL" {"status":"TRIGGERED","failureCount":3,"threshold":3}
    "#);
    let listed = world.call("ListServiceDeployments", json!({ "cluster": "main", "service": "web" }));
    let statuses: Vec<_> =
        listed["serviceDeployments"].as_array().unwrap().iter().map(|d| d["status"].clone()).collect();
    assert_eq!(statuses, ["ROLLBACK_SUCCESSFUL", "SUCCESSFUL"]);
}

#[test]
fn a_user_stops_a_rollout_even_without_circuit_breaker() {
    let none = json!({ "deploymentCircuitBreaker": { "enable": false, "rollback": false } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": none }));
    world.deploy("1.0.1");
    world.wait(100);
    let arn = world.service()["currentServiceDeployment"].clone();
    let stop = json!({ "serviceDeploymentArn": arn });
    world.call("StopServiceDeployment", stop.clone());
    let listed = world.call("ListServiceDeployments", json!({ "cluster": "main", "service": "web" }));
    assert_eq!(listed["serviceDeployments"][0]["status"], "ROLLBACK_REQUESTED");
    world.wait(100);
    // What is rolling back already goes on.
    world.call("StopServiceDeployment", stop.clone());
    world.wait(1000);
    let shown = world.call("DescribeServiceDeployments", json!({ "serviceDeploymentArns": [arn] }));
    assert_eq!(shown["serviceDeployments"][0]["status"], "ROLLBACK_SUCCESSFUL");
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
    insta::assert_snapshot!(world.ask("StopServiceDeployment", stop).unwrap_err(), @"ConflictException: The service deployment cannot be stopped because its status is ROLLBACK_SUCCESSFUL.");
}

#[test]
fn a_service_revision_names_the_images_and_their_digests() {
    let mut world = World::new();
    world.ecs.images.add("123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0", "sha256:0123");
    world.define("1.0.0");
    world.create(json!({}));
    world.wait(1000);
    let arn = world.service()["currentServiceRevisions"][0]["arn"].clone();
    let shown = world.call("DescribeServiceRevisions", json!({ "serviceRevisionArns": [arn] }));
    assert_eq!(shown["serviceRevisions"][0]["containerImages"][0]["imageDigest"], "sha256:0123");
}

#[test]
fn an_alarm_fails_a_rollout_and_is_named() {
    let alarms =
        json!({ "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors", "latency"] } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": alarms }));
    world.rule("on web alarm errors after 50s");
    world.deploy("1.0.1");
    world.wait(100);
    let arn = world.service()["currentServiceDeployment"].clone();
    world.wait(2000);
    let shown = world.call("DescribeServiceDeployments", json!({ "serviceDeploymentArns": [arn] }));
    let shown = &shown["serviceDeployments"][0];
    assert_eq!(shown["status"], "ROLLBACK_SUCCESSFUL");
    assert_eq!(shown["statusReason"], "Service deployment rolled back because of one or more active alarms.");
    assert_eq!(shown["alarms"]["triggeredAlarmNames"], json!(["errors"]));
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}

#[test]
fn alarms_are_watched_for_a_while_after_all_tasks_run() {
    let alarms = json!({ "alarms": { "enable": true, "rollback": true, "alarmNames": ["errors"] } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": alarms }));
    world.rule("on web alarm errors after 120s");
    let deployment = world.deploy("1.0.1");
    // 110 s at AWS: the old task has stopped.
    world.wait(550);
    let service = world.service();
    assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
    assert_eq!(service["deployments"][0]["id"], json!(deployment));
    assert_eq!(service["deployments"][0]["rolloutState"], "IN_PROGRESS");
    world.wait(2000);
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}

#[test]
fn a_superseded_deployment_is_stopped() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1");
    world.wait(100);
    world.deploy("1.0.2");
    let mut statuses = || {
        let listed = world.call("ListServiceDeployments", json!({ "cluster": "main", "service": "web" }));
        world.wait(1000);
        let listed = listed["serviceDeployments"].as_array().unwrap().iter();
        listed.map(|one| one["status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(), ["PENDING", "STOP_REQUESTED", "SUCCESSFUL"]);
    assert_eq!(statuses(), ["SUCCESSFUL", "STOPPED", "SUCCESSFUL"]);
}
