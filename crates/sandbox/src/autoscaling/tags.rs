//! Tags of scalable targets: a map, unlike ECS's list.

use serde_json::{Map, Value, json};

use crate::{
    api::ApiError,
    autoscaling::{input::required, state::Autoscaling},
    input::texts,
};

/// The tags that a call gives.
pub(crate) fn read(input: &Value) -> Map<String, Value> {
    input["Tags"].as_object().cloned().unwrap_or_default()
}

pub(crate) fn list(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    Ok(json!({ "Tags": tags_of(autoscaling, input)? }))
}

pub(crate) fn tag(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    tags_of(autoscaling, input)?.extend(read(input));
    Ok(json!({}))
}

pub(crate) fn untag(autoscaling: &mut Autoscaling, input: &Value) -> Result<Value, ApiError> {
    let keys = texts(input, "TagKeys");
    tags_of(autoscaling, input)?.retain(|key, _| !keys.contains(&key.as_str()));
    Ok(json!({}))
}

fn tags_of<'a>(
    autoscaling: &'a mut Autoscaling,
    input: &Value,
) -> Result<&'a mut Map<String, Value>, ApiError> {
    let arn = required(input, "ResourceARN")?;
    let message = || format!("The specified resource doesn't exist: {arn}");
    autoscaling.tags.get_mut(arn).ok_or_else(|| ApiError::client("ResourceNotFoundException", message()))
}
