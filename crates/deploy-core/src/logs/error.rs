//! What can go wrong when log lines are read.

use crate::aws;
use crate::error::{Failure, Kind};

/// Log lines could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the log stream `{stream}` of `{group}`")]
pub struct Error {
    /// The log group.
    pub group: String,
    /// The stream in it.
    pub stream: String,
    /// What AWS said.
    pub source: aws::Error,
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        self.source.kind()
    }

    fn hint(&self) -> Option<String> {
        self.source.hint()
    }
}
