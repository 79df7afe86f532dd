//! Calls that go wrong on demand.
//!
//! A fault counts the calls that match it, not the time: "throttle polls 3 to 8" is `after` 2, `times` 6. Of several
//! faults that match a call the oldest one that is due strikes; the others count it all the same.

mod kind;
mod strike;
mod words;

use std::sync::Mutex;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub use kind::Kind;
pub(crate) use strike::spoiled;

use crate::{lock::locked, wire::Call};

/// What goes wrong, where, and how often.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// A regular expression for the whole of `service:operation`, e.g. `ecs:Describe.*`, `registry:PutManifest`.
    pub on: String,
    /// What goes wrong.
    pub kind: Kind,
    /// How many calls it strikes; all of them if `None`.
    pub times: Option<u32>,
    /// How many calls it lets pass first.
    pub after: u32,
}

impl Fault {
    /// Strikes every matching call.
    pub fn new(on: &str, kind: Kind) -> Self {
        Self { on: on.into(), kind, times: None, after: 0 }
    }

    /// Strikes `times` calls and no more.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Lets `after` calls pass first.
    #[must_use]
    pub fn after(self, after: u32) -> Self {
        Self { after, ..self }
    }

    /// Whether the call number `seen`, from 0, is struck.
    fn is_due(&self, seen: u32) -> bool {
        let end = self.times.map_or(u32::MAX, |times| self.after.saturating_add(times));
        (self.after..end).contains(&seen)
    }
}

/// All faults of a sandbox, with the calls that each has seen.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Mutex<Vec<Armed>>,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    pattern: Regex,
    seen: u32,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) -> Result<(), regex::Error> {
        let pattern = Regex::new(&format!("^(?:{})$", fault.on))?;
        locked(&self.armed).push(Armed { fault, pattern, seen: 0 });
        Ok(())
    }

    pub(crate) fn clear(&self) {
        locked(&self.armed).clear();
    }

    /// What goes wrong with this call.
    fn strike(&self, call: &Call) -> Option<Kind> {
        let name = format!("{}:{}", call.service, call.operation);
        let mut struck = None;
        for armed in locked(&self.armed).iter_mut().filter(|armed| armed.pattern.is_match(&name)) {
            if struck.is_none() && armed.fault.is_due(armed.seen) {
                struck = Some(armed.fault.kind);
            }
            armed.seen = armed.seen.saturating_add(1);
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Protocol;

    fn struck(faults: &Faults, operation: &str) -> Option<Kind> {
        faults.strike(&Call { service: "ecs".into(), operation: operation.into(), protocol: Protocol::Json })
    }

    #[test]
    fn polls_three_to_eight_are_struck() {
        let faults = Faults::default();
        faults.add(Fault::new("ecs:Describe.*", Kind::Throttle).after(2).times(6)).unwrap();
        let calls: Vec<bool> = (0..10).map(|_| struck(&faults, "DescribeServices").is_some()).collect();
        assert_eq!(calls, [false, false, true, true, true, true, true, true, false, false]);
    }

    #[test]
    fn the_whole_name_must_match() {
        let faults = Faults::default();
        faults.add(Fault::new("ecs:Describe", Kind::Cut)).unwrap();
        assert_eq!(struck(&faults, "DescribeServices"), None);
        assert_eq!(struck(&faults, "Describe"), Some(Kind::Cut));
    }

    #[test]
    fn a_fault_counts_while_an_older_one_strikes() {
        let faults = Faults::default();
        faults.add(Fault::new("ecs:.*", Kind::Throttle).times(1)).unwrap();
        faults.add(Fault::new("ecs:.*", Kind::Cut).times(2)).unwrap();
        let kinds: Vec<_> = (0..3).map(|_| struck(&faults, "RunTask")).collect();
        assert_eq!(kinds, [Some(Kind::Throttle), Some(Kind::Cut), None]);
    }
}
