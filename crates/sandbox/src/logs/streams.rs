//! The calls about log streams.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    input::{page, required, text},
    logs::{
        errors::{already_exists, not_found},
        state::Logs,
        stream::Stream,
    },
};

pub(crate) fn create(logs: &mut Logs, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let name = required(input, "logStreamName")?;
    let streams = &mut logs.group(input)?.streams;
    if streams.contains_key(name) {
        return Err(already_exists("log stream"));
    }
    streams.insert(name.into(), Stream::new(now));
    Ok(json!({}))
}

pub(crate) fn delete(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let name = required(input, "logStreamName")?;
    logs.group(input)?.streams.remove(name).ok_or_else(|| not_found("log stream"))?;
    Ok(json!({}))
}

pub(crate) fn describe(logs: &mut Logs, input: &Value) -> Result<Value, ApiError> {
    let prefix = text(input, "logStreamNamePrefix").unwrap_or_default();
    let streams = &logs.group(input)?.streams;
    let mut wanted: Vec<_> = streams.iter().filter(|(name, _)| name.starts_with(prefix)).collect();
    if text(input, "orderBy") == Some("LastEventTime") {
        wanted.sort_by_key(|(_, stream)| stream.last_event());
    }
    if input["descending"] == true {
        wanted.reverse();
    }
    let shown = wanted.into_iter().map(|(name, stream)| stream.shown(name)).collect();
    let (streams, next) = page(shown, input, "limit", 50)?;
    Ok(json!({ "logStreams": streams, "nextToken": next }))
}
