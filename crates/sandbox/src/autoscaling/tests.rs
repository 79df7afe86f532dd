//! What is registered is described.

use serde_json::{Value, json};

use super::state::Range;
use super::{Autoscaling, calls};
use crate::api::Moment;

fn scaled() -> Value {
    json!({
        "ServiceNamespace": "ecs",
        "ResourceId": "service/main/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    })
}

fn with(more: &Value) -> Value {
    let mut input = scaled();
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    input
}

fn account() -> Autoscaling {
    let mut autoscaling = Autoscaling::new("123456789012", "us-east-1");
    let input = with(&json!({ "MinCapacity": 2, "MaxCapacity": 4, "Tags": { "a": "1" } }));
    calls::call(&mut autoscaling, "RegisterScalableTarget", &input, Moment(1000)).unwrap();
    autoscaling
}

#[test]
fn a_target_is_described_with_its_arn_and_its_tags() {
    let mut autoscaling = account();
    let mut ask = |operation: &str, input: Value| {
        calls::call(&mut autoscaling, operation, &input, Moment(2000)).unwrap()
    };
    let described = ask("DescribeScalableTargets", json!({ "ServiceNamespace": "ecs" }));
    insta::assert_json_snapshot!(described, @r#"
    {
      "ScalableTargets": [
        {
          "ServiceNamespace": "ecs",
          "ResourceId": "service/main/web",
          "ScalableDimension": "ecs:service:DesiredCount",
          "MinCapacity": 2,
          "MaxCapacity": 4,
          "CreationTime": 1.0,
          "RoleARN": "arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
          "SuspendedState": {
            "DynamicScalingInSuspended": false,
            "DynamicScalingOutSuspended": false,
            "ScheduledScalingSuspended": false
          },
          "ScalableTargetARN": "arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/00000000000000000000000000000001"
        }
      ]
    }
    "#);
    let arn = &described["ScalableTargets"][0]["ScalableTargetARN"];
    ask("TagResource", json!({ "ResourceARN": arn, "Tags": { "b": "2" } }));
    ask("UntagResource", json!({ "ResourceARN": arn, "TagKeys": ["a"] }));
    assert_eq!(ask("ListTagsForResource", json!({ "ResourceARN": arn })), json!({ "Tags": { "b": "2" } }));
}

#[test]
fn a_change_keeps_what_it_does_not_name() {
    let mut autoscaling = account();
    calls::call(
        &mut autoscaling,
        "RegisterScalableTarget",
        &with(&json!({ "MaxCapacity": 8 })),
        Moment(2000),
    )
    .unwrap();
    let range = |least, most| Range { resource: "service/main/web".into(), least, most };
    assert_eq!(autoscaling.take_ranges(), [range(2, 4), range(2, 8)]);
}

#[test]
fn a_tracking_policy_has_two_alarms_and_is_deleted_with_its_target() {
    let mut autoscaling = account();
    let mut ask =
        |operation: &str, input: Value| calls::call(&mut autoscaling, operation, &input, Moment(2000));
    let policy = json!({
        "PolicyName": "cpu",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": { "TargetValue": 60.0 },
    });
    assert_eq!(ask("PutScalingPolicy", with(&policy)).unwrap()["Alarms"].as_array().unwrap().len(), 2);
    let describe = with(&json!({ "PolicyNames": ["cpu"] }));
    let told = ask("DescribeScalingPolicies", describe.clone()).unwrap();
    assert_eq!(told["ScalingPolicies"][0]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"], 60.0);
    ask("DeregisterScalableTarget", scaled()).unwrap();
    assert_eq!(ask("DescribeScalingPolicies", describe).unwrap(), json!({ "ScalingPolicies": [] }));
    insta::assert_snapshot!(ask("DeregisterScalableTarget", scaled()).unwrap_err(), @"ObjectNotFoundException: No scalable target found for service namespace: ecs, resource ID: service/main/web, scalable dimension: ecs:service:DesiredCount");
}

#[test]
fn a_scheduled_action_is_stored_until_it_is_deleted() {
    let mut autoscaling = account();
    let mut ask = |operation: &str, input: Value| {
        calls::call(&mut autoscaling, operation, &input, Moment(2000)).unwrap()
    };
    let action = with(&json!({ "ScheduledActionName": "night", "Schedule": "cron(0 22 * * ? *)" }));
    ask("PutScheduledAction", action.clone());
    let told = ask("DescribeScheduledActions", json!({ "ServiceNamespace": "ecs" }));
    assert_eq!(told["ScheduledActions"][0]["Schedule"], "cron(0 22 * * ? *)");
    ask("DeleteScheduledAction", action);
    assert_eq!(ask("DescribeScheduledActions", scaled()), json!({ "ScheduledActions": [] }));
}
