//! The state of CloudWatch Logs.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    api::ApiError,
    input::text,
    logs::{errors::not_found, group::Group},
};

/// All log groups of one account in one region.
#[derive(Debug)]
pub(crate) struct Logs {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) groups: BTreeMap<String, Group>,
}

impl Logs {
    pub(crate) fn new(account: &str, region: &str) -> Self {
        Self { account: account.into(), region: region.into(), groups: BTreeMap::new() }
    }

    /// The group that `input` names, by name or by ARN.
    pub(crate) fn group(&mut self, input: &Value) -> Result<&mut Group, ApiError> {
        let named = ["logGroupName", "logGroupIdentifier", "resourceArn"];
        let named = named.iter().find_map(|key| text(input, key));
        let named =
            named.ok_or_else(|| ApiError::client("InvalidParameterException", "no log group is named"))?;
        let name = named.split_once(":log-group:").map_or(named, |(_, name)| name.trim_end_matches(":*"));
        self.groups.get_mut(name).ok_or_else(|| not_found("log group"))
    }
}
