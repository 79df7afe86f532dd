//! What can go wrong when log lines are read.

use crate::aws::error::Error as AwsError;
use crate::error::{Failure, Hint, Kind};

/// Log lines could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the log stream `{stream}` of `{group}`")]
pub(crate) struct Error {
    /// The log group.
    pub(crate) group: String,
    /// The stream in it.
    pub(crate) stream: String,
    /// What AWS said.
    pub(crate) source: AwsError,
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        self.source.kind()
    }

    fn hints(&self) -> Vec<Hint> {
        self.source.hints()
    }
}
