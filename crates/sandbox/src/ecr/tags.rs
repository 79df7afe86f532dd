//! Tags of the repository as an AWS resource, which have nothing to do with image tags.

use serde_json::{Value, json};

use crate::{
    api::ApiError,
    ecr::{repository::Repository, state::Ecr},
    input::{required, texts},
};

pub(crate) fn list(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let tags = &by_arn(ecr, input)?.resource_tags;
    let shown: Vec<_> = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    Ok(json!({ "tags": shown }))
}

pub(crate) fn tag(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    by_arn(ecr, input)?.add_resource_tags(input);
    Ok(json!({}))
}

pub(crate) fn untag(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let keys = texts(input, "tagKeys");
    by_arn(ecr, input)?.resource_tags.retain(|key, _| !keys.contains(&key.as_str()));
    Ok(json!({}))
}

fn by_arn<'e>(ecr: &'e mut Ecr, input: &Value) -> Result<&'e mut Repository, ApiError> {
    let arn = required(input, "resourceArn")?;
    let name = arn.split_once(":repository/").map_or(arn, |(_, name)| name);
    ecr.repository(name)
}
