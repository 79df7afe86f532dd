//! The calls about tags of log groups.

use serde_json::{Value, json};

use crate::{api::ApiError, input::texts, logs::state::Logs};

pub(crate) fn list(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    Ok(json!({ "tags": logs.group(input)?.tags }))
}

pub(crate) fn tag(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    logs.group(input)?.add_tags(input);
    Ok(json!({}))
}

/// `UntagResource` has `tagKeys`, the older `UntagLogGroup` has `tags`.
pub(crate) fn untag(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let (keys, tags) = (texts(input, "tagKeys"), texts(input, "tags"));
    logs.group(input)?.tags.retain(|key, _| !keys.contains(&key.as_str()) && !tags.contains(&key.as_str()));
    Ok(json!({}))
}
