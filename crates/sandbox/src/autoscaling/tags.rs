//! Tags of scalable targets: a map, unlike ECS's list.

use serde_json::{Map, Value, json};

use super::{Autoscaling, required};
use crate::api::ApiError;
use crate::input::texts;

/// The tags that a call gives.
pub(super) fn read(input: &Value) -> Map<String, Value> {
    input["Tags"].as_object().cloned().unwrap_or_default()
}

impl Autoscaling {
    pub(super) fn list_tags(&mut self, input: &Value) -> Result<Value, ApiError> {
        Ok(json!({ "Tags": self.tags_of(input)? }))
    }

    pub(super) fn tag(&mut self, input: &Value) -> Result<Value, ApiError> {
        self.tags_of(input)?.extend(read(input));
        Ok(json!({}))
    }

    pub(super) fn untag(&mut self, input: &Value) -> Result<Value, ApiError> {
        let keys = texts(input, "TagKeys");
        self.tags_of(input)?.retain(|key, _| !keys.contains(&key.as_str()));
        Ok(json!({}))
    }

    fn tags_of(&mut self, input: &Value) -> Result<&mut Map<String, Value>, ApiError> {
        let arn = required(input, "ResourceARN")?;
        let message = || format!("The specified resource doesn't exist: {arn}");
        self.tags.get_mut(arn).ok_or_else(|| ApiError::client("ResourceNotFoundException", message()))
    }
}
