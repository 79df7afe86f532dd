//! One fault.

use serde::{Deserialize, Serialize};

use crate::faults::kind::Kind;

/// What goes wrong, where, and how often.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// A regular expression for the whole of `service:operation`, e.g. `ecs:Describe.*`, `registry:PutManifest`, or of
    /// `service:operation@region`.
    pub on: String,
    /// What goes wrong.
    pub kind: Kind,
    /// How many calls fail; all of them if `None`.
    pub times: Option<u32>,
    /// How many calls succeed first.
    pub after: u32,
}

impl Fault {
    /// Holds for every matching call.
    pub fn new(on: &str, kind: Kind) -> Self {
        Self { on: on.into(), kind, times: None, after: 0 }
    }

    /// Holds for `times` calls.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Lets `after` calls succeed first.
    #[must_use]
    pub fn after(self, after: u32) -> Self {
        Self { after, ..self }
    }

    /// Whether the call number `seen`, from 0, fails.
    pub(crate) fn is_due(&self, seen: u32) -> bool {
        let end = self.times.map_or(u32::MAX, |times| self.after.saturating_add(times));
        (self.after..end).contains(&seen)
    }
}
