//! Lifecycle hooks: Lambda functions by rules, and pauses.

#![expect(clippy::needless_pass_by_value, reason = "tests write their JSON where it is used")]

use serde_json::{Value, json};

use crate::ecs::tests::world::World;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:check";

fn function(stage: &str) -> Value {
    json!({ "hookTargetArn": FUNCTION, "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": [stage] })
}

fn pause(stage: &str) -> Value {
    json!({ "targetType": "PAUSE", "lifecycleStages": [stage] })
}

/// With a service that was deployed before it got these hooks.
fn world(hooks: Value) -> World {
    let mut world = World::with_service(json!({}));
    let configuration = json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": hooks });
    world.update(json!({ "deploymentConfiguration": configuration }));
    world
}

impl World {
    fn act(&mut self, more: Value) -> Result<Value, String> {
        let mut input = json!({ "serviceDeploymentArn": self.rollout()["serviceDeploymentArn"] });
        crate::ecs::tests::world::merge(&mut input, more);
        self.ask("ContinueServiceDeployment", input).map_err(|error| error.to_string())
    }

    fn hook_id(&mut self) -> Value {
        self.rollout()["lifecycleHookDetails"][0]["hookId"].clone()
    }
}

#[test]
fn a_stage_waits_for_its_functions() {
    let mut world = world(json!([function("POST_SCALE_UP")]));
    world.rule("on web hook POST_SCALE_UP takes 120s");
    world.deploy("1.0.1");
    world.wait(900);
    let rollout = world.rollout();
    assert_eq!(rollout["lifecycleStage"], "POST_SCALE_UP");
    assert_eq!(rollout["lifecycleHookDetails"][0]["status"], "IN_PROGRESS");
    assert_eq!(rollout["lifecycleHookDetails"][0]["targetArn"], FUNCTION);
    world.wait(1000);
    assert_eq!(world.rollout()["status"], "SUCCESSFUL");
    assert_eq!(world.rollout()["lifecycleHookDetails"][0]["status"], "SUCCEEDED");
}

#[test]
fn a_function_that_fails_rolls_the_deployment_back() {
    let mut world = world(json!([function("POST_TEST_TRAFFIC_SHIFT"), function("PRE_SCALE_UP")]));
    world.rule("on web hook POST_TEST_TRAFFIC_SHIFT fails");
    world.deploy("1.0.1");
    world.wait(2000);
    let rollout = world.rollout();
    assert_eq!(rollout["status"], "ROLLBACK_SUCCESSFUL");
    assert_eq!(rollout["rollback"]["reason"], rollout["statusReason"]);
    insta::assert_snapshot!(rollout["statusReason"].as_str().unwrap(), @"Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target arn:aws:lambda:us-east-1:123456789012:function:check returned FAILED status.");
    insta::assert_snapshot!(world.events().lines().rev().take(4).collect::<Vec<_>>().join("\n"), @"
    (service web) has reached a steady state.
    (service web) (deployment ecs-svc/ID) deployment completed.
    (service web) has stopped 1 running tasks: (task TASK).
    (service web) rolling back to deployment ecs-svc/ID.
    ");
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
}

#[test]
fn the_first_deployment_tells_the_failed_function_in_an_event_only() {
    let mut world = World::new();
    world.define("1.0.0");
    world.rule("on web hook PRE_SCALE_UP returns nothing");
    let hooks = json!([function("PRE_SCALE_UP")]);
    world.create(json!({ "deploymentConfiguration": { "strategy": "BLUE_GREEN", "lifecycleHooks": hooks } }));
    world.wait(1000);
    assert_eq!(world.rollout()["status"], "ROLLBACK_FAILED");
    assert_eq!(world.rollout()["statusReason"], "No rollback candidate was found to run the rollback.");
    insta::assert_snapshot!(world.events(), @"(service web) (deployment ecs-svc/ID) deployment failed: Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:123456789012:function:check due to: HookStatus must not be null.");
}

#[test]
fn a_paused_deployment_continues_when_a_person_says_so() {
    let mut world = world(json!([pause("POST_TEST_TRAFFIC_SHIFT")]));
    world.deploy("1.0.1");
    insta::assert_snapshot!(world.timeline(2400), @"
     0s PENDING PRE_SCALE_UP, test 0.0, production 0.0
        PRIMARY web:2 0/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     5s IN_PROGRESS SCALE_UP, test 0.0, production 0.0
        PRIMARY web:2 0/1 +1 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    45s IN_PROGRESS SCALE_UP, test 0.0, production 0.0
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    85s IN_PROGRESS POST_SCALE_UP, test 0.0, production 0.0
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    90s IN_PROGRESS TEST_TRAFFIC_SHIFT, test 0.0, production 0.0
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    95s IN_PROGRESS POST_TEST_TRAFFIC_SHIFT, test 100.0, production 0.0, PAUSE AWAITING_ACTION
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    ");
    let id = world.hook_id();
    assert_eq!(
        world.act(json!({ "hookId": id })).unwrap(),
        json!({ "serviceDeploymentArn": world.rollout()["serviceDeploymentArn"] })
    );
    insta::assert_snapshot!(world.timeline(200), @"
     0s IN_PROGRESS PRE_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 0.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
     5s IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 0.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    10s IN_PROGRESS POST_PRODUCTION_TRAFFIC_SHIFT, test 100.0, production 100.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    15s SUCCESSFUL CLEAN_UP, test 100.0, production 100.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/1 +0 COMPLETED
    35s SUCCESSFUL CLEAN_UP, test 100.0, production 100.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 1/0 +0 COMPLETED
    45s SUCCESSFUL CLEAN_UP, test 100.0, production 100.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 0/0 +0 COMPLETED
    55s SUCCESSFUL CLEAN_UP, test 100.0, production 100.0, PAUSE SUCCEEDED
        PRIMARY web:2 1/1 +0 COMPLETED
    ");
}

#[test]
fn a_paused_deployment_is_rolled_back_when_a_person_says_so() {
    let mut world = world(json!([pause("PRE_SCALE_UP")]));
    world.deploy("1.0.1");
    world.wait(100);
    let id = world.hook_id();
    world.act(json!({ "hookId": id, "action": "ROLLBACK" })).unwrap();
    world.wait(1000);
    assert_eq!(world.rollout()["status"], "ROLLBACK_SUCCESSFUL");
    assert_eq!(world.rollout()["lifecycleHookDetails"][0]["status"], "FAILED");
}

#[test]
fn a_pause_times_out() {
    let timeout = |action: &str| {
        let mut hook = pause("POST_SCALE_UP");
        hook["timeoutConfiguration"] = json!({ "timeoutInMinutes": 5, "action": action });
        let mut world = world(json!([hook]));
        world.deploy("1.0.1");
        world.wait(700);
        assert_eq!(world.rollout()["lifecycleHookDetails"][0]["status"], "AWAITING_ACTION");
        world.wait(3000);
        let rollout = world.rollout();
        let hook = &rollout["lifecycleHookDetails"][0];
        format!(
            "{} {} {} {}",
            hook["status"], hook["timeoutAction"], rollout["status"], rollout["statusReason"]
        )
    };
    insta::assert_snapshot!(timeout("CONTINUE"), @r#""TIMED_OUT" "CONTINUE" "SUCCESSFUL" null"#);
    insta::assert_snapshot!(timeout("ROLLBACK"), @r#""TIMED_OUT" "ROLLBACK" "ROLLBACK_SUCCESSFUL" "Service deployment rolled back because POST_SCALE_UP pause hook timed out.""#);
}

#[test]
fn only_a_paused_hook_can_be_continued() {
    let mut world = world(json!([pause("PRE_SCALE_UP")]));
    world.deploy("1.0.1");
    let id = world.hook_id();
    insta::assert_snapshot!(world.act(json!({ "hookId": "pause-1" })).unwrap_err(), @"InvalidParameterException: Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}");
    insta::assert_snapshot!(world.act(json!({ "hookId": "ecs-pause-1" })).unwrap_err(), @"InvalidParameterException: Provided hookId is either completed, unavailable, or not associated with the given Resource ARN");
    let other = json!({ "hookId": id, "serviceDeploymentArn": "arn:aws:ecs:us-east-1:123456789012:service-deployment/main/web/1" });
    insta::assert_snapshot!(world.act(other).unwrap_err(), @"ServiceDeploymentNotFoundException: The service deployment does not exist.");
    world.act(json!({ "hookId": id })).unwrap();
    world.wait(2000);
    insta::assert_snapshot!(world.act(json!({ "hookId": id })).unwrap_err(), @"InvalidParameterException: Continuing a service deployment is not allowed for service deployment in terminal states.");
}

#[test]
fn hooks_that_would_not_run_are_refused() {
    let mut world = World::with_service(json!({}));
    let mut why = |strategy: &str, hook: Value| {
        let configuration = json!({ "strategy": strategy, "lifecycleHooks": [hook] });
        let input = json!({ "cluster": "main", "service": "web", "deploymentConfiguration": configuration });
        world.ask("UpdateService", input).unwrap_err().to_string()
    };
    insta::assert_snapshot!(why("ROLLING", function("PRE_SCALE_UP")), @"InvalidParameterException: lifecycleHooks cannot be specified with the ROLLING deployment strategy.");
    insta::assert_snapshot!(why("BLUE_GREEN", function("BAKE_TIME")), @"InvalidParameterException: lifecycleStages BAKE_TIME is not valid.");
    insta::assert_snapshot!(why("BLUE_GREEN", pause("TEST_TRAFFIC_SHIFT")), @"InvalidParameterException: PAUSE hooks cannot be configured at the TEST_TRAFFIC_SHIFT stage.");
    insta::assert_snapshot!(why("BLUE_GREEN", json!({ "lifecycleStages": ["PRE_SCALE_UP"] })), @"InvalidParameterException: hookTargetArn is required for AWS_LAMBDA hooks.");
}
