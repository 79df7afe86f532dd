//! A model of CloudWatch Logs: groups, streams, events, and reading them back.
//!
//! A container's line makes group and stream where they are missing, as if it had `awslogs-create-group`: what a
//! missing group does to a task is the ECS model's business.

mod events;
mod groups;
mod pattern;
mod read;
mod streams;
mod tags;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    input::text,
};
use groups::Group;

/// All log groups of one account in one region.
#[derive(Debug)]
pub(crate) struct Logs {
    account: String,
    region: String,
    groups: BTreeMap<String, Group>,
}

impl Logs {
    pub(crate) fn new(account: &str, region: &str) -> Self {
        Self { account: account.into(), region: region.into(), groups: BTreeMap::new() }
    }

    /// Answers a call of the API; 501 by name where it is not modelled.
    pub(crate) fn call(&mut self, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
        match operation {
            "CreateLogGroup" => self.create_group(input, now),
            "DescribeLogGroups" => self.describe_groups(input),
            "DeleteLogGroup" => self.delete_group(input),
            "PutRetentionPolicy" => self.set_retention(input, input["retentionInDays"].as_u64()),
            "DeleteRetentionPolicy" => self.set_retention(input, None),
            "AssociateKmsKey" => self.set_key(input, text(input, "kmsKeyId")),
            "DisassociateKmsKey" => self.set_key(input, None),
            "ListTagsForResource" | "ListTagsLogGroup" => self.list_tags(input),
            "TagResource" | "TagLogGroup" => self.tag(input),
            "UntagResource" | "UntagLogGroup" => self.untag(input),
            "CreateLogStream" => self.create_stream(input, now),
            "DescribeLogStreams" => self.describe_streams(input),
            "DeleteLogStream" => self.delete_stream(input),
            "PutLogEvents" => self.put_events(input, now),
            "GetLogEvents" => self.get_events(input),
            "FilterLogEvents" => self.filter_events(input),
            _ => Err(ApiError::not_implemented("logs", operation)),
        }
    }

    /// The group that `input` names, by name or by ARN.
    fn group(&mut self, input: &Value) -> Result<&mut Group, ApiError> {
        let named = ["logGroupName", "logGroupIdentifier", "resourceArn"];
        let named = named.iter().find_map(|key| text(input, key));
        let named =
            named.ok_or_else(|| ApiError::client("InvalidParameterException", "no log group is named"))?;
        let name = named.split_once(":log-group:").map_or(named, |(_, name)| name.trim_end_matches(":*"));
        self.groups.get_mut(name).ok_or_else(|| missing("log group"))
    }
}

/// AWS's words for something that is not there.
fn missing(what: &str) -> ApiError {
    ApiError::client("ResourceNotFoundException", format!("The specified {what} does not exist."))
}

/// AWS's words for something that is there already.
fn present(what: &str) -> ApiError {
    ApiError::client("ResourceAlreadyExistsException", format!("The specified {what} already exists"))
}
