//! Who holds the lock of a state, as the backends tell it in the text of their error.

use std::fmt;

use crate::error::{Hint, Suggestion};
use crate::types::EnvName;

/// The holder of a state's lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StateLock {
    /// What `force-unlock` wants.
    pub(crate) id: String,
    /// User and host.
    pub(crate) who: String,
    /// Since when, in Terraform's own form, without fractions of a second.
    pub(crate) created: String,
    /// `OperationTypeApply`, …
    pub(crate) operation: String,
}

impl StateLock {
    /// Reads the block that begins with `Lock Info:`. A backend that knows nothing of the holder leaves it out.
    pub(crate) fn parse(detail: &str) -> Option<Self> {
        let field = |name: &str| {
            let line = detail.lines().find_map(|line| line.trim().strip_prefix(name))?.strip_prefix(':')?;
            Some(line.trim().to_owned()).filter(|value| !value.is_empty())
        };
        Some(Self {
            id: field("ID")?,
            who: field("Who").unwrap_or_default(),
            created: without_fraction(&field("Created").unwrap_or_default()),
            operation: field("Operation").unwrap_or_default(),
        })
    }

    pub(crate) fn hint(lock: Option<&Self>, environment: &EnvName) -> Hint {
        match lock {
            Some(lock) => {
                let args = vec!["force-unlock".to_owned(), lock.id.clone()];
                let unlock = Suggestion::Terraform { environment: environment.clone(), args };
                Hint::run(unlock, "wait for the other run; if you know that it is dead, {} removes it")
            }
            None => "wait for the other run; if you know that it is dead, remove it by hand".into(),
        }
    }
}

/// Reads as the end of a sentence: " by root@vm since 2026-11-21 01:37:39 UTC (apply)".
impl fmt::Display for StateLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.who.is_empty() {
            write!(f, " by {}", self.who)?;
        }
        if !self.created.is_empty() {
            write!(f, " since {}", self.created)?;
        }
        let operation = self.operation.trim_start_matches("OperationType").to_lowercase();
        if operation.is_empty() { Ok(()) } else { write!(f, " ({operation})") }
    }
}

/// `2026-11-21 01:37:39.063977483 +0000 UTC` is how Go prints a time.
fn without_fraction(time: &str) -> String {
    match time.split_once('.') {
        Some((seconds, rest)) if rest.ends_with("UTC") => format!("{seconds} UTC"),
        _ => time.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DETAIL: &str = "Error message: resource temporarily unavailable\nLock Info:\n  ID:        6e378a38-f008\n  Path:      terraform.tfstate.d/dev/terraform.tfstate\n  Operation: OperationTypeApply\n  Who:       root@vm\n  Version:   1.11.4\n  Created:   2026-11-21 01:37:39.063977483 +0000 UTC\n  Info:      \n\n\nTerraform acquires a state lock";

    #[test]
    fn the_holder_is_read_from_the_text() {
        let lock = StateLock::parse(DETAIL).unwrap();
        assert_eq!(lock.id, "6e378a38-f008");
        insta::assert_snapshot!(lock, @" by root@vm since 2026-11-21 01:37:39 UTC (apply)");
    }

    #[test]
    fn a_backend_that_knows_no_holder_is_no_error() {
        assert_eq!(StateLock::parse("Error message: the conditional request failed"), None);
    }
}
