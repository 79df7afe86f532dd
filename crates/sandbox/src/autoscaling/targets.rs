//! Scalable targets: which services are scaled, and in which range.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    autoscaling::{
        input::{answer, required},
        resource::Resource,
        state::{Autoscaling, Range},
        tags,
        target_id::ScalableTargetId,
    },
    input::{text, texts},
};

/// The role that AWS makes for ECS services (User Guide, "Service-linked roles for Application Auto Scaling").
const ROLE: &str = "aws-service-role/ecs.application-autoscaling.amazonaws.com/\
                    AWSServiceRoleForApplicationAutoScaling_ECSService";

pub(crate) fn register(autoscaling: &mut Autoscaling, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let scaled = ScalableTargetId::read(input)?;
    if !autoscaling.targets.contains_key(&scaled) {
        let target = new_target(autoscaling, input, now)?;
        autoscaling.tags.insert(target.arn.clone(), tags::read(input));
        autoscaling.targets.insert(scaled.clone(), target);
    }
    let missing = || scaled.missing("scalable target");
    let target = autoscaling.targets.get_mut(&scaled).ok_or_else(missing)?;
    target.change(input);
    let bound = |name: &str| target.fields[name].as_u64().and_then(|bound| usize::try_from(bound).ok());
    let (least, most) = (bound("MinCapacity").unwrap_or(0), bound("MaxCapacity").unwrap_or(usize::MAX));
    if least > most {
        let message = "Maximum capacity cannot be less than minimum capacity";
        return Err(ApiError::client("ValidationException", message));
    }
    autoscaling.ranges.push(Range { resource: scaled.resource.clone(), least, most });
    Ok(json!({ "ScalableTargetARN": target.arn }))
}

fn new_target(autoscaling: &mut Autoscaling, input: &Value, now: Moment) -> Result<Resource, ApiError> {
    for bound in ["MinCapacity", "MaxCapacity"] {
        if !input[bound].is_number() {
            required(input, bound)?;
        }
    }
    let arn = autoscaling.new_arn("application-autoscaling", "scalable-target/");
    let mut target = Resource::new(arn, input, now);
    let role = format!("arn:aws:iam::{}:role/{ROLE}", autoscaling.account);
    target.fields.insert("RoleARN".into(), role.into());
    let running = json!({
        "DynamicScalingInSuspended": false,
        "DynamicScalingOutSuspended": false,
        "ScheduledScalingSuspended": false,
    });
    target.fields.insert("SuspendedState".into(), running);
    Ok(target)
}

pub(crate) fn describe(autoscaling: &Autoscaling, input: &Value) -> Result<Value, ApiError> {
    required(input, "ServiceNamespace")?;
    let asked = autoscaling.targets.iter().filter(|(scaled, _)| scaled.is_asked(input));
    Ok(answer("ScalableTargets", asked.map(|(_, target)| target.shown("ScalableTargetARN"))))
}

/// Its policies and scheduled actions go with it (API Reference, "`DeregisterScalableTarget`").
pub(crate) fn deregister(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let scaled = ScalableTargetId::read(input)?;
    let target = autoscaling.targets.remove(&scaled).ok_or_else(|| scaled.missing("scalable target"))?;
    autoscaling.tags.remove(&target.arn);
    autoscaling.policies.retain(|(of, _), _| *of != scaled);
    autoscaling.actions.retain(|(of, _), _| *of != scaled);
    Ok(json!({}))
}

/// What a policy or an action is about has to be registered.
pub(crate) fn registered(autoscaling: &Autoscaling, input: &Value) -> Result<ScalableTargetId, ApiError> {
    let scaled = ScalableTargetId::read(input)?;
    if autoscaling.targets.contains_key(&scaled) {
        Ok(scaled)
    } else {
        Err(scaled.missing("scalable target"))
    }
}

/// What belongs to the targets that a call asks for, and has one of the names that it lists, if it lists any.
pub(crate) fn asked<'a>(
    all: &'a BTreeMap<(ScalableTargetId, String), Resource>,
    input: &'a Value,
    names: &str,
) -> Result<impl Iterator<Item = &'a Resource>, ApiError> {
    required(input, "ServiceNamespace")?;
    let names = texts(input, names);
    let is_asked = move |(scaled, name): &(ScalableTargetId, String)| {
        scaled.is_asked(input) && (names.is_empty() || names.contains(&name.as_str()))
    };
    Ok(all.iter().filter(move |(key, _)| is_asked(key)).map(|(_, resource)| resource))
}

/// The key of a policy or an action: what it is about, and its name in the field `name`.
pub(crate) fn key(input: &Value, name: &str) -> Result<(ScalableTargetId, String), ApiError> {
    Ok((ScalableTargetId::read(input)?, text(input, name).unwrap_or_default().to_owned()))
}
