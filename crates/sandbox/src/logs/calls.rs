//! Which function answers which operation. Any other operation is refused by its name.

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    input::text,
    logs::{events, groups, read, state::Logs, streams, tags},
};

pub(crate) fn call(logs: &mut Logs, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
    match operation {
        "CreateLogGroup" => groups::create(logs, input, now),
        "DescribeLogGroups" => groups::describe(logs, input),
        "DeleteLogGroup" => groups::delete(logs, input),
        "PutRetentionPolicy" => groups::set_retention(logs, input, input["retentionInDays"].as_u64()),
        "DeleteRetentionPolicy" => groups::set_retention(logs, input, None),
        "AssociateKmsKey" => groups::set_key(logs, input, text(input, "kmsKeyId")),
        "DisassociateKmsKey" => groups::set_key(logs, input, None),
        "ListTagsForResource" | "ListTagsLogGroup" => tags::list(logs, input),
        "TagResource" | "TagLogGroup" => tags::tag(logs, input),
        "UntagResource" | "UntagLogGroup" => tags::untag(logs, input),
        "CreateLogStream" => streams::create(logs, input, now),
        "DescribeLogStreams" => streams::describe(logs, input),
        "DeleteLogStream" => streams::delete(logs, input),
        "PutLogEvents" => events::put(logs, input, now),
        "GetLogEvents" => read::get(logs, input),
        "FilterLogEvents" => read::filter(logs, input),
        _ => Err(ApiError::not_implemented("logs", operation)),
    }
}
