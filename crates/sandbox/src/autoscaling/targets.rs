//! Scalable targets: which services are scaled, and in which range.

use serde_json::{Value, json};

use super::{Autoscaling, Kept, Range, Scaled, answer, required, tags};
use crate::api::{ApiError, Moment};
use crate::input::text;

/// The role that AWS makes for ECS services (User Guide, "Service-linked roles for Application Auto Scaling").
const ROLE: &str = "aws-service-role/ecs.application-autoscaling.amazonaws.com/\
                    AWSServiceRoleForApplicationAutoScaling_ECSService";

impl Autoscaling {
    pub(super) fn register(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let scaled = Scaled::read(input)?;
        if !self.targets.contains_key(&scaled) {
            let target = self.new_target(input, now)?;
            self.tags.insert(target.arn.clone(), tags::read(input));
            self.targets.insert(scaled.clone(), target);
        }
        let missing = || scaled.missing("scalable target");
        let target = self.targets.get_mut(&scaled).ok_or_else(missing)?;
        target.change(input);
        let bound = |name: &str| target.fields[name].as_u64().and_then(|bound| usize::try_from(bound).ok());
        let (least, most) = (bound("MinCapacity").unwrap_or(0), bound("MaxCapacity").unwrap_or(usize::MAX));
        if least > most {
            let message = "Maximum capacity cannot be less than minimum capacity";
            return Err(ApiError::client("ValidationException", message));
        }
        self.ranges.push(Range { resource: scaled.resource.clone(), least, most });
        Ok(json!({ "ScalableTargetARN": target.arn }))
    }

    fn new_target(&mut self, input: &Value, now: Moment) -> Result<Kept, ApiError> {
        for bound in ["MinCapacity", "MaxCapacity"] {
            if !input[bound].is_number() {
                required(input, bound)?;
            }
        }
        let arn = self.new_arn("application-autoscaling", "scalable-target/");
        let mut target = Kept::new(arn, input, now);
        let role = format!("arn:aws:iam::{}:role/{ROLE}", self.account);
        target.fields.insert("RoleARN".into(), role.into());
        let running = json!({
            "DynamicScalingInSuspended": false,
            "DynamicScalingOutSuspended": false,
            "ScheduledScalingSuspended": false,
        });
        target.fields.insert("SuspendedState".into(), running);
        Ok(target)
    }

    pub(super) fn describe_targets(&self, input: &Value) -> Result<Value, ApiError> {
        required(input, "ServiceNamespace")?;
        let asked = self.targets.iter().filter(|(scaled, _)| scaled.is_asked(input));
        Ok(answer("ScalableTargets", asked.map(|(_, target)| target.shown("ScalableTargetARN"))))
    }

    /// Its policies and scheduled actions go with it (API Reference, "`DeregisterScalableTarget`").
    pub(super) fn deregister(&mut self, input: &Value) -> Result<Value, ApiError> {
        let scaled = Scaled::read(input)?;
        let target = self.targets.remove(&scaled).ok_or_else(|| scaled.missing("scalable target"))?;
        self.tags.remove(&target.arn);
        self.policies.retain(|(of, _), _| *of != scaled);
        self.actions.retain(|(of, _), _| *of != scaled);
        Ok(json!({}))
    }

    /// What a policy or an action is about has to be registered.
    pub(super) fn registered(&self, input: &Value) -> Result<Scaled, ApiError> {
        let scaled = Scaled::read(input)?;
        if self.targets.contains_key(&scaled) { Ok(scaled) } else { Err(scaled.missing("scalable target")) }
    }

    /// The key of a policy or an action: what it is about, and its name in the field `name`.
    pub(super) fn key(input: &Value, name: &str) -> Result<(Scaled, String), ApiError> {
        Ok((Scaled::read(input)?, text(input, name).unwrap_or_default().to_owned()))
    }
}
