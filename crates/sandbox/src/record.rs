//! Every call that reached the sandbox, in the order in which it was answered.
//!
//! A call is recorded before its caller gets the answer, so a test may read the record as soon as its client returns.

use std::{fmt, sync::Mutex};

use serde::{Deserialize, Serialize};

use crate::{api::Moment, lock::locked};

/// One call and its answer. `Display` is the line that snapshots show: `ecs UpdateService 200`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedCall {
    /// The prefix that IAM uses for the service.
    pub service: String,
    /// E.g. `UpdateService`.
    pub operation: String,
    /// HTTP status; 0 if there was no answer.
    pub status: u16,
    /// When it was answered, on the sandbox's clock.
    pub at: Moment,
}

impl fmt::Display for RecordedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, operation, status, at: _ } = self;
        match status {
            0 => write!(f, "{service} {operation} no answer"),
            _ => write!(f, "{service} {operation} {status}"),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Record {
    calls: Mutex<Vec<RecordedCall>>,
}

impl Record {
    pub(crate) fn note(&self, call: RecordedCall) {
        locked(&self.calls).push(call);
    }

    pub(crate) fn calls(&self) -> Vec<RecordedCall> {
        locked(&self.calls).clone()
    }

    pub(crate) fn clear(&self) {
        locked(&self.calls).clear();
    }
}
