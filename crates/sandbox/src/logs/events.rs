//! The events of streams: the call that puts them, and the lines of containers.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    input::{list, required},
    logs::{
        errors::not_found,
        group::Group,
        state::Logs,
        stream::{Event, Stream},
    },
};

pub(crate) fn put(logs: &mut Logs, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let name = required(input, "logStreamName")?;
    let stream = logs.group(input)?.streams.get_mut(name).ok_or_else(|| not_found("log stream"))?;
    for event in list(input, "logEvents") {
        let at = event["timestamp"].as_u64().unwrap_or(now.0);
        let message = required(event, "message")?.to_owned();
        stream.events.push(Event { at, message, ingested_at: now });
    }
    Ok(json!({ "nextSequenceToken": stream.events.len().to_string() }))
}

/// Appends a line of a container.
pub(crate) fn append(logs: &mut Logs, group: &str, stream: &str, at: Moment, line: String) {
    let group = logs.groups.entry(group.into()).or_insert_with(|| Group::new(at));
    let stream = group.streams.entry(stream.into()).or_insert_with(|| Stream::new(at));
    stream.events.push(Event { at: at.0, message: line, ingested_at: at });
}
