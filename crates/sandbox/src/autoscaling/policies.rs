//! Scaling policies.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    autoscaling::{
        input::{answer, required},
        resource::Resource,
        state::Autoscaling,
        targets,
    },
};

pub(crate) fn put(autoscaling: &mut Autoscaling, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let name = required(input, "PolicyName")?.to_owned();
    let scaled = targets::registered(autoscaling, input)?;
    let key = (scaled, name);
    if !autoscaling.policies.contains_key(&key) {
        let policy = new_policy(autoscaling, input, &key.1, now);
        autoscaling.policies.insert(key.clone(), policy);
    }
    let policy = autoscaling.policies.get_mut(&key).ok_or_else(|| key.0.missing("scaling policy"))?;
    policy.change(input);
    Ok(json!({ "PolicyARN": policy.arn, "Alarms": policy.fields["Alarms"] }))
}

fn new_policy(autoscaling: &mut Autoscaling, input: &Value, name: &str, now: Moment) -> Resource {
    let resource = input["ResourceId"].as_str().unwrap_or_default();
    let arn = format!(
        "{}:resource/ecs/{resource}:policyName/{name}",
        autoscaling.new_arn("autoscaling", "scalingPolicy:")
    );
    let mut policy = Resource::new(arn, input, now);
    policy.fields.entry("PolicyType").or_insert_with(|| "StepScaling".into());
    let tracking = policy.fields["PolicyType"] == "TargetTrackingScaling";
    let alarms = if tracking { alarms(autoscaling, resource) } else { json!([]) };
    policy.fields.insert("Alarms".into(), alarms);
    policy
}

/// "CloudWatch alarms … that are created on your behalf" for target tracking (API Reference,
/// "`PutScalingPolicy`").
fn alarms(autoscaling: &mut Autoscaling, resource: &str) -> Value {
    let alarm = |autoscaling: &mut Autoscaling, which: &str| {
        let name = format!("TargetTracking-{resource}-{which}-");
        let arn = autoscaling.new_arn("cloudwatch", &format!("alarm:{name}"));
        json!({ "AlarmARN": arn, "AlarmName": arn.rsplit(':').next() })
    };
    json!([alarm(autoscaling, "AlarmHigh"), alarm(autoscaling, "AlarmLow")])
}

pub(crate) fn describe(autoscaling: &Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let asked = targets::asked(&autoscaling.policies, input, "PolicyNames")?;
    Ok(answer("ScalingPolicies", asked.map(|policy| policy.shown("PolicyARN"))))
}

pub(crate) fn delete(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let key = targets::key(input, "PolicyName")?;
    autoscaling.policies.remove(&key).ok_or_else(|| key.0.missing("scaling policy"))?;
    Ok(json!({}))
}
