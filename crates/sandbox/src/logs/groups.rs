//! The calls about log groups.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    input::{page, required, text},
    logs::{
        errors::{already_exists, not_found},
        group::Group,
        state::Logs,
        stream::Stream,
    },
};

pub(crate) fn create(logs: &mut Logs, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let name = required(input, "logGroupName")?;
    if logs.groups.contains_key(name) {
        return Err(already_exists("log group"));
    }
    let mut group = Group::new(now);
    group.class = text(input, "logGroupClass").unwrap_or("STANDARD").into();
    group.key = text(input, "kmsKeyId").map(str::to_owned);
    group.add_tags(input);
    logs.groups.insert(name.into(), group);
    Ok(json!({}))
}

pub(crate) fn describe(logs: &Logs, input: &Value) -> Result<Value, ApiError> {
    let prefix = text(input, "logGroupNamePrefix").unwrap_or_default();
    let part = text(input, "logGroupNamePattern").unwrap_or_default();
    let wanted = logs.groups.iter().filter(|(name, _)| name.starts_with(prefix) && name.contains(part));
    let shown = wanted.map(|(name, group)| shown(logs, name, group)).collect();
    let (groups, next) = page(shown, input, "limit", 50)?;
    Ok(json!({ "logGroups": groups, "nextToken": next }))
}

pub(crate) fn delete(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let name = required(input, "logGroupName")?;
    logs.groups.remove(name).ok_or_else(|| not_found("log group"))?;
    Ok(json!({}))
}

pub(crate) fn set_retention(logs: &mut Logs, input: &Value, days: Option<u64>) -> Result<Value, ApiError> {
    logs.group(input)?.retention = days;
    Ok(json!({}))
}

pub(crate) fn set_key(logs: &mut Logs, input: &Value, key: Option<&str>) -> Result<Value, ApiError> {
    logs.group(input)?.key = key.map(str::to_owned);
    Ok(json!({}))
}

fn shown(logs: &Logs, name: &str, group: &Group) -> Value {
    let arn = format!("arn:aws:logs:{}:{}:log-group:{name}", logs.region, logs.account);
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
