//! Scaling policies.

use serde_json::{Value, json};

use super::{Autoscaling, Kept, answer, required};
use crate::api::{ApiError, Moment};
use crate::input::texts;

impl Autoscaling {
    pub(super) fn put_policy(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "PolicyName")?.to_owned();
        let scaled = self.registered(input)?;
        let key = (scaled, name);
        if !self.policies.contains_key(&key) {
            let policy = self.new_policy(input, &key.1, now);
            self.policies.insert(key.clone(), policy);
        }
        let policy = self.policies.get_mut(&key).ok_or_else(|| key.0.missing("scaling policy"))?;
        policy.change(input);
        Ok(json!({ "PolicyARN": policy.arn, "Alarms": policy.fields["Alarms"] }))
    }

    fn new_policy(&mut self, input: &Value, name: &str, now: Moment) -> Kept {
        let resource = input["ResourceId"].as_str().unwrap_or_default();
        let arn = format!(
            "{}:resource/ecs/{resource}:policyName/{name}",
            self.new_arn("autoscaling", "scalingPolicy:")
        );
        let mut policy = Kept::new(arn, input, now);
        policy.fields.entry("PolicyType").or_insert_with(|| "StepScaling".into());
        let tracking = policy.fields["PolicyType"] == "TargetTrackingScaling";
        let alarms = if tracking { self.alarms(resource) } else { json!([]) };
        policy.fields.insert("Alarms".into(), alarms);
        policy
    }

    /// "CloudWatch alarms … that are created on your behalf" for target tracking (API Reference,
    /// "`PutScalingPolicy`").
    fn alarms(&mut self, resource: &str) -> Value {
        let alarm = |autoscaling: &mut Self, which: &str| {
            let name = format!("TargetTracking-{resource}-{which}-");
            let arn = autoscaling.new_arn("cloudwatch", &format!("alarm:{name}"));
            json!({ "AlarmARN": arn, "AlarmName": arn.rsplit(':').next() })
        };
        json!([alarm(self, "AlarmHigh"), alarm(self, "AlarmLow")])
    }

    pub(super) fn describe_policies(&self, input: &Value) -> Result<Value, ApiError> {
        required(input, "ServiceNamespace")?;
        let names = texts(input, "PolicyNames");
        let asked = self.policies.iter().filter(|((scaled, name), _)| {
            scaled.is_asked(input) && (names.is_empty() || names.contains(&name.as_str()))
        });
        Ok(answer("ScalingPolicies", asked.map(|(_, policy)| policy.shown("PolicyARN"))))
    }

    pub(super) fn delete_policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let key = Self::key(input, "PolicyName")?;
        self.policies.remove(&key).ok_or_else(|| key.0.missing("scaling policy"))?;
        Ok(json!({}))
    }
}
