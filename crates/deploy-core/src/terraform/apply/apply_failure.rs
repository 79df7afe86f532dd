//! An apply that did not come to its end, with what it had done by then.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::apply_stream::Change;
use crate::error::{Failure, Hint, Kind, Suggestion};
use crate::terraform::error::Error;
use crate::types::EnvName;

#[derive(Debug)]
pub(crate) struct ApplyFailure {
    pub(crate) error: Error,
    /// What was done by then.
    pub(crate) changes: Vec<Change>,
    /// The resources that it was at: they may be half made, and the next apply replaces them.
    pub(crate) unfinished: Vec<String>,
    /// Where Terraform left the state that it could not store.
    pub(crate) state_left_in: Option<PathBuf>,
    pub(crate) environment: EnvName,
}

impl fmt::Display for ApplyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if let Kind::Interrupted(_) = self.error.kind() { "was interrupted" } else { "failed" };
        write!(f, "the apply {how} {}", Counts(&self.changes))?;
        if !self.unfinished.is_empty() {
            write!(f, "; unfinished: {}", self.unfinished.join(", "))?;
        }
        match &self.state_left_in {
            Some(path) => write!(f, "; the state could not be stored and is in `{}`", path.display()),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApplyFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Failure for ApplyFailure {
    fn kind(&self) -> Kind {
        self.error.kind()
    }

    fn hints(&self) -> Vec<Hint> {
        match &self.state_left_in {
            Some(path) => {
                let args = ["state".to_owned(), "push".to_owned(), path.display().to_string()].to_vec();
                let push = Suggestion::Terraform { environment: self.environment.clone(), args };
                vec![Hint::run(push, "first store it: {}")]
            }
            None => self.error.hints(),
        }
    }
}

/// "after 3 changes (2 created, 1 updated)".
pub(super) struct Counts<'a>(pub(super) &'a [Change]);

impl fmt::Display for Counts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in self.0 {
            *counts.entry(&change.action).or_default() += 1;
        }
        let counts: Vec<_> =
            counts.iter().map(|(action, count)| format!("{count} {}", done(action))).collect();
        match self.0.len() {
            0 => f.write_str("before it changed anything"),
            1 => write!(f, "after 1 change ({})", counts.join(", ")),
            many => write!(f, "after {many} changes ({})", counts.join(", ")),
        }
    }
}

fn done(action: &str) -> String {
    if action.ends_with('e') { format!("{action}d") } else { format!("{action}ed") }
}
