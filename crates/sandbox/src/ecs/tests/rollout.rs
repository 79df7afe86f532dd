//! Rollouts: they complete, they fail, they are rolled back.

use serde_json::json;

use super::world::World;

#[test]
fn a_new_service_starts_its_tasks_and_becomes_steady() {
    let mut world = World::new();
    world.define("1.0.0");
    world.create(json!({ "desiredCount": 2 }));
    insta::assert_snapshot!(world.history(1000), @"
      0 PRIMARY web:1 0/2 +0 IN_PROGRESS
     25 PRIMARY web:1 0/2 +2 IN_PROGRESS
    225 PRIMARY web:1 2/2 +0 IN_PROGRESS
    425 PRIMARY web:1 2/2 +0 COMPLETED
    ");
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 2 tasks: (task TASK) (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    ");
}

#[test]
fn calls_with_one_token_create_one_service() {
    let mut world = World::new();
    world.define("1.0.0");
    let made = world.create(json!({ "clientToken": "one" }));
    let again = world.create(json!({ "clientToken": "one" }));
    assert_eq!(made["service"]["serviceArn"], again["service"]["serviceArn"]);
    assert_eq!(again["service"]["deployments"].as_array().unwrap().len(), 1);
    let other =
        json!({ "cluster": "main", "serviceName": "web", "taskDefinition": "web", "clientToken": "two" });
    let refused = world.ask("CreateService", other).unwrap_err();
    assert_eq!(refused.message, "Creation of service was not idempotent.");
}

#[test]
fn a_new_task_definition_replaces_the_tasks_one_deployment_by_another() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.history(1000), @"
      0 PRIMARY web:2 0/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     25 PRIMARY web:2 0/1 +1 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    225 PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    425 PRIMARY web:2 1/1 +0 COMPLETED | ACTIVE web:1 1/0 +0 COMPLETED
    475 PRIMARY web:2 1/1 +0 COMPLETED | ACTIVE web:1 0/0 +0 COMPLETED
    525 PRIMARY web:2 1/1 +0 COMPLETED
    ");
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 1 tasks: (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    (service web) has started 1 tasks: (task TASK).
    (service web) has stopped 1 running tasks: (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    ");
}

#[test]
fn a_forced_deployment_replaces_the_tasks_under_a_new_id() {
    let mut world = World::with_service(json!({}));
    let before = world.service()["deployments"][0]["id"].clone();
    let forced = world.update(json!({ "forceNewDeployment": true }));
    assert_ne!(before, json!(forced));
    world.wait(1000);
    let service = world.service();
    assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
    assert_eq!(service["deployments"][0]["id"], json!(forced));
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
}

#[test]
fn an_image_that_crashes_trips_the_breaker_and_is_rolled_back() {
    let mut world = World::with_service(json!({}));
    let failing = world.deploy("1.0.1-broken");
    insta::assert_snapshot!(world.history(3000), @"
       0 PRIMARY web:2 0/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
      25 PRIMARY web:2 0/1 +1 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     225 PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     235 PRIMARY web:2 0/1 +0 IN_PROGRESS failed 1 | ACTIVE web:1 1/1 +0 COMPLETED
     285 PRIMARY web:2 0/1 +1 IN_PROGRESS failed 1 | ACTIVE web:1 1/1 +0 COMPLETED
     485 PRIMARY web:2 1/1 +0 IN_PROGRESS failed 1 | ACTIVE web:1 1/1 +0 COMPLETED
     495 PRIMARY web:2 0/1 +0 IN_PROGRESS failed 2 | ACTIVE web:1 1/1 +0 COMPLETED
     595 PRIMARY web:2 0/1 +1 IN_PROGRESS failed 2 | ACTIVE web:1 1/1 +0 COMPLETED
     795 PRIMARY web:2 1/1 +0 IN_PROGRESS failed 2 | ACTIVE web:1 1/1 +0 COMPLETED
     805 PRIMARY web:1 1/1 +0 IN_PROGRESS | ACTIVE web:2 0/0 +0 IN_PROGRESS failed 3
     905 PRIMARY web:1 1/1 +0 IN_PROGRESS | ACTIVE web:2 0/0 +0 FAILED failed 3
    1105 PRIMARY web:1 1/1 +0 COMPLETED
    ");
    insta::assert_snapshot!(world.events(), @"
    (service web) has started 1 tasks: (task TASK).
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    (service web) has started 1 tasks: (task TASK).
    (service web) has started 1 tasks: (task TASK).
    (service web) has started 1 tasks: (task TASK).
    (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
    (service web) rolling back to deployment ecs-svc/ID.
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has reached a steady state.
    ");
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": failing }));
    assert_eq!(stopped.len(), 3);
    assert_eq!(stopped[0]["stopCode"], "EssentialContainerExited");
    assert_eq!(stopped[0]["stoppedReason"], "Essential container in task exited");
    assert_eq!(stopped[0]["containers"][0]["exitCode"], 1);
}

#[test]
fn a_rollback_has_a_reason_and_a_target() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1-missing");
    world.wait(1000);
    let reasons: Vec<_> = world.service()["deployments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["rolloutStateReason"].clone())
        .collect();
    insta::assert_snapshot!(super::world::shorten(&format!("{reasons:#?}")), @r#"
    [
        String("ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/ID."),
        String("ECS deployment circuit breaker: tasks failed to start."),
    ]
    "#);
}

#[test]
fn without_circuit_breaker_a_crash_loop_continues() {
    let none = json!({ "deploymentCircuitBreaker": { "enable": false, "rollback": false } });
    let mut world = World::with_service(json!({ "deploymentConfiguration": none }));
    world.deploy("1.0.1-broken");
    world.wait(50_000);
    let service = world.service();
    assert_eq!(service["deployments"][0]["rolloutState"], "IN_PROGRESS");
    assert!(service["deployments"][0]["failedTasks"].as_u64().unwrap() > 10);
    assert!(world.events().contains("(service web) is unable to consistently start tasks successfully."));
    assert_eq!(service["deployments"][1]["runningCount"], 1);
}

#[test]
fn a_failing_first_deployment_has_nothing_to_roll_back_to() {
    let mut world = World::new();
    world.define("1.0.0-missing");
    world.create(json!({}));
    world.wait(3000);
    let service = world.service();
    assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
    assert_eq!(service["deployments"][0]["rolloutState"], "FAILED");
    assert_eq!(service["runningCount"], 0);
}

#[test]
fn a_newer_deployment_supersedes_one_in_progress() {
    let mut world = World::with_service(json!({}));
    world.deploy("1.0.1");
    world.wait(250);
    world.deploy("1.0.2");
    insta::assert_snapshot!(world.history(1000), @"
      0 PRIMARY web:3 0/1 +0 IN_PROGRESS | ACTIVE web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     25 PRIMARY web:3 0/1 +1 IN_PROGRESS | ACTIVE web:2 1/0 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     75 PRIMARY web:3 0/1 +1 IN_PROGRESS | ACTIVE web:2 0/0 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    125 PRIMARY web:3 0/1 +1 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    225 PRIMARY web:3 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    425 PRIMARY web:3 1/1 +0 COMPLETED | ACTIVE web:1 1/0 +0 COMPLETED
    475 PRIMARY web:3 1/1 +0 COMPLETED | ACTIVE web:1 0/0 +0 COMPLETED
    525 PRIMARY web:3 1/1 +0 COMPLETED
    ");
}

#[test]
fn few_tasks_at_a_time_when_the_percentages_say_so() {
    let percentages = json!({ "maximumPercent": 125, "minimumHealthyPercent": 75 });
    let mut world = World::with_service(json!({ "desiredCount": 4, "deploymentConfiguration": percentages }));
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.history(3000), @"
      0 PRIMARY web:2 0/4 +0 IN_PROGRESS | ACTIVE web:1 4/4 +0 COMPLETED
     25 PRIMARY web:2 0/4 +2 IN_PROGRESS | ACTIVE web:1 4/3 +0 COMPLETED
     75 PRIMARY web:2 0/4 +2 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
    225 PRIMARY web:2 2/4 +0 IN_PROGRESS | ACTIVE web:1 3/3 +0 COMPLETED
    425 PRIMARY web:2 2/4 +2 IN_PROGRESS | ACTIVE web:1 3/1 +0 COMPLETED
    475 PRIMARY web:2 2/4 +2 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    625 PRIMARY web:2 4/4 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    825 PRIMARY web:2 4/4 +0 COMPLETED | ACTIVE web:1 1/0 +0 COMPLETED
    875 PRIMARY web:2 4/4 +0 COMPLETED | ACTIVE web:1 0/0 +0 COMPLETED
    925 PRIMARY web:2 4/4 +0 COMPLETED
    ");
}

#[test]
fn a_rollout_that_its_percentages_block_has_an_event() {
    let percentages = json!({ "maximumPercent": 100, "minimumHealthyPercent": 100 });
    let mut world = World::with_service(json!({ "deploymentConfiguration": percentages }));
    world.deploy("1.0.1");
    world.wait(3000);
    let message = world.service()["events"][0]["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("(service web) was unable to stop or start tasks during a deployment"),
        "{message}"
    );
}

#[test]
fn time_advances_however_short_a_step_is() {
    let mut world = World::with_service(json!({}));
    world.ecs.set_step(std::time::Duration::ZERO);
    world.rule("on web no capacity");
    world.deploy("1.0.1");
    world.wait(1000);
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}
