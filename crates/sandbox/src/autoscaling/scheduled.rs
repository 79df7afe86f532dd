//! Scheduled actions: stored, never run.

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
    let name = required(input, "ScheduledActionName")?.to_owned();
    let key = (targets::registered(autoscaling, input)?, name);
    if let Some(action) = autoscaling.actions.get_mut(&key) {
        action.change(input);
    } else {
        let tail = format!("resource/ecs/{}:scheduledActionName/{}", key.0.resource, key.1);
        let arn = format!("{}:{tail}", autoscaling.new_arn("autoscaling", "scheduledAction:"));
        autoscaling.actions.insert(key, Resource::new(arn, input, now));
    }
    Ok(json!({}))
}

pub(crate) fn describe(autoscaling: &Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let asked = targets::asked(&autoscaling.actions, input, "ScheduledActionNames")?;
    Ok(answer("ScheduledActions", asked.map(|action| action.shown("ScheduledActionARN"))))
}

pub(crate) fn delete(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let key = targets::key(input, "ScheduledActionName")?;
    autoscaling.actions.remove(&key).ok_or_else(|| key.0.missing("scheduled action"))?;
    Ok(json!({}))
}
