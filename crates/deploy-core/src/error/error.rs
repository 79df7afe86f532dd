//! The error that the library returns, and what each module's own error says by [`Failure`].
//!
//! An error's `Display` never repeats its source: to print it, walk the chain.

use std::error::Error as StdError;
use std::fmt;

use super::hint::Hint;

/// What a caller may conclude from a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Usage or configuration: nothing was touched.
    Usage,
    /// Refused for safety: wrong account, protected environment, stale plan, no consent. Nothing was changed.
    Refused,
    /// A step failed; the steps before it stay done.
    Failed,
    /// The rollout was seen to its end, and it did not complete.
    RolloutFailed,
    /// The time given for the rollout ran out.
    TimedOut,
    /// A signal ended the run.
    Interrupted(Signal),
}

/// The signals that end a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// `docker stop`, a CI system's cancel, a closed terminal.
    Terminate,
}

/// Names in a list, as messages show them: each in backticks.
pub fn listed<N: fmt::Display>(names: impl IntoIterator<Item = N>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// An error of a module.
pub trait Failure: StdError + Send + Sync + 'static {
    /// What the caller may conclude.
    fn kind(&self) -> Kind {
        Kind::Failed
    }

    /// What to do about it.
    fn hints(&self) -> Vec<Hint> {
        Vec::new()
    }
}

/// The error of any module.
pub struct Error(Box<dyn Failure>);

impl Error {
    /// What the caller may conclude.
    pub fn kind(&self) -> Kind {
        self.0.kind()
    }

    /// What to do about it.
    pub fn hints(&self) -> Vec<Hint> {
        self.0.hints()
    }

    /// The message and those of its causes, outermost first. A cause that only repeats what was said is left out.
    pub fn chain(&self) -> Vec<String> {
        let mut messages = vec![self.0.to_string()];
        let mut source = self.0.source();
        while let Some(cause) = source {
            let message = cause.to_string();
            if !messages.iter().any(|said| said.contains(&message)) {
                messages.push(message);
            }
            source = cause.source();
        }
        messages
    }
}

impl<E: Failure> From<E> for Error {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.chain().join(": "))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.kind())
    }
}

/// The run was interrupted before it did what it was asked to.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted(pub Signal);

impl Failure for Interrupted {
    fn kind(&self) -> Kind {
        Kind::Interrupted(self.0)
    }
}
