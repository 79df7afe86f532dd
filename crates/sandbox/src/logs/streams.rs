//! Log streams.

use serde_json::{Value, json};

use super::{Logs, events::Stream, missing, present};
use crate::{
    api::{ApiError, Moment},
    input::{page, required, text},
};

impl Logs {
    pub(super) fn create_stream(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "logStreamName")?;
        let streams = &mut self.group(input)?.streams;
        if streams.contains_key(name) {
            return Err(present("log stream"));
        }
        streams.insert(name.into(), Stream::new(now));
        Ok(json!({}))
    }

    pub(super) fn delete_stream(&mut self, input: &Value) -> Result<Value, ApiError> {
        let name = required(input, "logStreamName")?;
        self.group(input)?.streams.remove(name).ok_or_else(|| missing("log stream"))?;
        Ok(json!({}))
    }

    pub(super) fn describe_streams(&mut self, input: &Value) -> Result<Value, ApiError> {
        let prefix = text(input, "logStreamNamePrefix").unwrap_or_default();
        let streams = &self.group(input)?.streams;
        let mut wanted: Vec<_> = streams.iter().filter(|(name, _)| name.starts_with(prefix)).collect();
        if text(input, "orderBy") == Some("LastEventTime") {
            wanted.sort_by_key(|(_, stream)| stream.last_event());
        }
        if input["descending"] == true {
            wanted.reverse();
        }
        let shown = wanted.into_iter().map(|(name, stream)| stream.shown(name)).collect();
        let (streams, next) = page(shown, input, ("limit", 50))?;
        Ok(json!({ "logStreams": streams, "nextToken": next }))
    }
}
