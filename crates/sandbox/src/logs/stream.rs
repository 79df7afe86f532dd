//! Log streams and their events.

use serde_json::{Value, json};

use crate::api::Moment;

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at: u64,
    pub(crate) message: String,
    pub(crate) ingested_at: Moment,
}

/// One log stream, its events in the order of their arrival: a page is a range of it, so a late one is not lost.
#[derive(Debug)]
pub(crate) struct Stream {
    created_at: Moment,
    pub(crate) events: Vec<Event>,
}

impl Stream {
    pub(crate) fn new(created_at: Moment) -> Self {
        Self { created_at, events: Vec::new() }
    }

    /// Bytes stored, counted as CloudWatch Logs bills them (CloudWatch Logs user guide, quotas: 26 for each event).
    pub(crate) fn bytes(&self) -> usize {
        self.events.iter().map(|event| event.message.len() + 26).sum()
    }

    pub(crate) fn last_event(&self) -> Option<u64> {
        self.events.iter().map(|event| event.at).max()
    }

    pub(crate) fn shown(&self, name: &str) -> Value {
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
