//! Tags of log groups.

use serde_json::{Value, json};

use super::{Logs, groups::Group};
use crate::{api::ApiError, input::texts};

impl Group {
    pub(super) fn add_tags(&mut self, input: &Value) {
        let given = input["tags"].as_object().into_iter().flatten();
        let given = given.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
        self.tags.extend(given);
    }
}

impl Logs {
    pub(super) fn list_tags(&mut self, input: &Value) -> Result<Value, ApiError> {
        Ok(json!({ "tags": self.group(input)?.tags }))
    }

    pub(super) fn tag(&mut self, input: &Value) -> Result<Value, ApiError> {
        self.group(input)?.add_tags(input);
        Ok(json!({}))
    }

    /// The newer call names keys, the older one tags.
    pub(super) fn untag(&mut self, input: &Value) -> Result<Value, ApiError> {
        let (keys, tags) = (texts(input, "tagKeys"), texts(input, "tags"));
        self.group(input)?
            .tags
            .retain(|key, _| !keys.contains(&key.as_str()) && !tags.contains(&key.as_str()));
        Ok(json!({}))
    }
}
