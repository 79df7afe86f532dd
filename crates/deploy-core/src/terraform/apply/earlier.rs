//! What became of an apply whose run was killed.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};

use jiff::Timestamp;

use super::apply_failure::Counts;
use super::progress::Progress;
use super::record;
use crate::terraform::terraform::Terraform;

/// An apply whose run was killed.
#[derive(Debug)]
pub(crate) enum EarlierApply {
    /// Terraform is still at it.
    Running { since: Timestamp },
    /// Terraform has ended, well or not.
    Ended(EndedApply),
}

/// What Terraform has written of an apply whose run was killed.
#[derive(Debug)]
pub(crate) struct EndedApply {
    since: Timestamp,
    progress: Progress,
}

impl EndedApply {
    /// Whether Terraform said that it was through.
    pub(crate) fn is_complete(&self) -> bool {
        self.progress.is_complete
    }
}

/// "began at 2026-11-28T14:00:00Z and was completed after 2 changes (2 updated)".
impl fmt::Display for EndedApply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Progress { changes, unfinished, diagnostics, is_complete } = &self.progress;
        let end = if *is_complete { "was completed" } else { "did not complete" };
        write!(f, "began at {:.0} and {end} {}", self.since, Counts(changes))?;
        if !unfinished.is_empty() {
            write!(f, "; unfinished: {}", unfinished.join(", "))?;
        }
        let reason = diagnostics.iter().find(|diagnostic| diagnostic.is_error() && !diagnostic.is_noise());
        reason.map_or(Ok(()), |reason| write!(f, "; {}", reason.summary))
    }
}

/// What an earlier run has left in this environment. What has ended is forgotten: it is told once.
pub(crate) fn earlier(terraform: &Terraform) -> Option<EarlierApply> {
    let folder = &terraform.settings().applies;
    let left = record::left(folder)?;
    if left.is_running {
        return Some(EarlierApply::Running { since: left.since });
    }
    let mut progress = Progress::default();
    for line in File::open(&left.stdout).into_iter().flat_map(|file| BufReader::new(file).lines()).flatten() {
        if let Ok(message) = serde_json::from_str(&line) {
            progress.take(message);
        }
    }
    record::forget(folder);
    Some(EarlierApply::Ended(EndedApply { since: left.since, progress }))
}
