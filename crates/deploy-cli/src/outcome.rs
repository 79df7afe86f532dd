//! What a command hands back to `main`: how it ended, and what to say of it.

use deploy_core::Error;
use deploy_core::error::Failure;

use crate::exit::Exit;

/// A good end.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// How the program ends.
    pub(crate) exit: Exit,
    /// The last line for people; nothing for a query, whose data was all there was to say.
    pub(crate) message: Option<String>,
}

impl Outcome {
    /// Done, with a last line.
    pub(crate) fn done(message: impl Into<String>) -> Self {
        Self { exit: Exit::Done, message: Some(message.into()) }
    }

    /// A query that was answered.
    pub(crate) fn answered() -> Self {
        Self { exit: Exit::Done, message: None }
    }
}

/// All went well, but who asked was not told all of it.
#[derive(Debug, thiserror::Error)]
#[error("standard output could not be written to its end: {reason}")]
pub(crate) struct Lost {
    pub(crate) reason: &'static str,
}

impl Failure for Lost {}

/// How each command ends.
pub(crate) type Ended = Result<Outcome, Error>;
