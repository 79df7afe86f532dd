//! Events of a stream, and putting them there.

use serde_json::{Value, json};

use super::{Logs, groups::Group, missing};
use crate::{
    api::{ApiError, Moment},
    input::{list, required},
};

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) at: u64,
    pub(super) message: String,
    pub(super) ingested_at: Moment,
}

/// One log stream, its events in the order of their arrival: a page is a range of it, so a late one is not lost.
#[derive(Debug)]
pub(super) struct Stream {
    created_at: Moment,
    pub(super) events: Vec<Event>,
}

impl Stream {
    pub(super) fn new(created_at: Moment) -> Self {
        Self { created_at, events: Vec::new() }
    }

    /// Bytes stored, counted as CloudWatch Logs bills them (CloudWatch Logs user guide, quotas: 26 for each event).
    pub(super) fn bytes(&self) -> usize {
        self.events.iter().map(|event| event.message.len() + 26).sum()
    }

    pub(super) fn last_event(&self) -> Option<u64> {
        self.events.iter().map(|event| event.at).max()
    }

    pub(super) fn shown(&self, name: &str) -> Value {
        let mut shown = json!({
            "logStreamName": name,
            "creationTime": self.created_at.0,
            "storedBytes": 0,
        });
        if let Some(last) = self.events.last() {
            shown["firstEventTimestamp"] = self.events.iter().map(|event| event.at).min().into();
            shown["lastEventTimestamp"] = self.last_event().into();
            shown["lastIngestionTime"] = last.ingested_at.0.into();
        }
        shown
    }
}

impl Logs {
    pub(super) fn put_events(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "logStreamName")?;
        let stream = self.group(input)?.streams.get_mut(name).ok_or_else(|| missing("log stream"))?;
        for event in list(input, "logEvents") {
            let at = event["timestamp"].as_u64().unwrap_or(now.0);
            let message = required(event, "message")?.to_owned();
            stream.events.push(Event { at, message, ingested_at: now });
        }
        Ok(json!({ "nextSequenceToken": stream.events.len().to_string() }))
    }

    /// Takes a container's line.
    pub(crate) fn append(&mut self, group: &str, stream: &str, at: Moment, line: String) {
        let group = self.groups.entry(group.into()).or_insert_with(|| Group::new(at));
        let stream = group.streams.entry(stream.into()).or_insert_with(|| Stream::new(at));
        stream.events.push(Event { at: at.0, message: line, ingested_at: at });
    }
}
