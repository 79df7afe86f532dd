//! Tags of the repository as an AWS resource, which have nothing to do with image tags.

use serde_json::{Value, json};

use super::{Ecr, Repository};
use crate::{
    api::ApiError,
    input::{list, required, texts},
};

impl Ecr {
    pub(super) fn list_tags(&mut self, input: &Value) -> Result<Value, ApiError> {
        let tags = &self.by_arn(input)?.resource_tags;
        let shown: Vec<_> = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        Ok(json!({ "tags": shown }))
    }

    pub(super) fn tag(&mut self, input: &Value) -> Result<Value, ApiError> {
        self.by_arn(input)?.add_resource_tags(input);
        Ok(json!({}))
    }

    pub(super) fn untag(&mut self, input: &Value) -> Result<Value, ApiError> {
        let keys = texts(input, "tagKeys");
        self.by_arn(input)?.resource_tags.retain(|key, _| !keys.contains(&key.as_str()));
        Ok(json!({}))
    }

    fn by_arn(&mut self, input: &Value) -> Result<&mut Repository, ApiError> {
        let arn = required(input, "resourceArn")?;
        let name = arn.split_once(":repository/").map_or(arn, |(_, name)| name);
        self.repository(name)
    }
}

impl Repository {
    pub(super) fn add_resource_tags(&mut self, input: &Value) {
        for tag in list(input, "tags") {
            if let (Some(key), Some(value)) = (tag["Key"].as_str(), tag["Value"].as_str()) {
                self.resource_tags.insert(key.into(), value.into());
            }
        }
    }
}
