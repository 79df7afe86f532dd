//! Log groups and their settings.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Logs, events::Stream, missing, present};
use crate::{
    api::{ApiError, Moment},
    input::{page, required, text},
};

/// One log group.
#[derive(Debug)]
pub(super) struct Group {
    created_at: Moment,
    class: String,
    retention: Option<u64>,
    key: Option<String>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) streams: BTreeMap<String, Stream>,
}

impl Group {
    pub(super) fn new(created_at: Moment) -> Self {
        Self {
            created_at,
            class: "STANDARD".into(),
            retention: None,
            key: None,
            tags: BTreeMap::new(),
            streams: BTreeMap::new(),
        }
    }
}

impl Logs {
    pub(super) fn create_group(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "logGroupName")?;
        if self.groups.contains_key(name) {
            return Err(present("log group"));
        }
        let mut group = Group::new(now);
        group.class = text(input, "logGroupClass").unwrap_or("STANDARD").into();
        group.key = text(input, "kmsKeyId").map(str::to_owned);
        group.add_tags(input);
        self.groups.insert(name.into(), group);
        Ok(json!({}))
    }

    pub(super) fn describe_groups(&mut self, input: &Value) -> Result<Value, ApiError> {
        let prefix = text(input, "logGroupNamePrefix").unwrap_or_default();
        let part = text(input, "logGroupNamePattern").unwrap_or_default();
        let wanted = self.groups.iter().filter(|(name, _)| name.starts_with(prefix) && name.contains(part));
        let shown = wanted.map(|(name, group)| self.shown(name, group)).collect();
        let (groups, next) = page(shown, input, ("limit", 50))?;
        Ok(json!({ "logGroups": groups, "nextToken": next }))
    }

    pub(super) fn delete_group(&mut self, input: &Value) -> Result<Value, ApiError> {
        let name = required(input, "logGroupName")?;
        self.groups.remove(name).ok_or_else(|| missing("log group"))?;
        Ok(json!({}))
    }

    pub(super) fn set_retention(&mut self, input: &Value, days: Option<u64>) -> Result<Value, ApiError> {
        self.group(input)?.retention = days;
        Ok(json!({}))
    }

    pub(super) fn set_key(&mut self, input: &Value, key: Option<&str>) -> Result<Value, ApiError> {
        self.group(input)?.key = key.map(str::to_owned);
        Ok(json!({}))
    }

    fn shown(&self, name: &str, group: &Group) -> Value {
        let arn = format!("arn:aws:logs:{}:{}:log-group:{name}", self.region, self.account);
        let mut shown = json!({
            "logGroupName": name,
            "creationTime": group.created_at.0,
            "metricFilterCount": 0,
            "arn": format!("{arn}:*"),
            "logGroupArn": arn,
            "storedBytes": group.streams.values().map(Stream::bytes).sum::<usize>(),
            "logGroupClass": group.class,
        });
        if let Some(days) = group.retention {
            shown["retentionInDays"] = days.into();
        }
        if let Some(key) = &group.key {
            shown["kmsKeyId"] = key.as_str().into();
        }
        shown
    }
}
