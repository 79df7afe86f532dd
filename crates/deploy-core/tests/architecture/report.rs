//! What a rule found, and how a failure reads.

use std::collections::BTreeSet;

#[cfg(test)]
use crate::source::Package;

/// Something that breaks a rule.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    /// `path:line`
    pub(crate) at: String,
    /// What is wrong.
    pub(crate) what: String,
    /// How to fix it.
    pub(crate) fix: String,
    /// How the list of exceptions calls it: without a line number, so that edits above it do not matter.
    pub(crate) keys: Vec<String>,
}

impl Violation {
    /// A violation in one file. Its key is the path and what is wrong.
    pub(crate) fn new(at: String, what: String, fix: &str) -> Self {
        let path = at.split(':').next().unwrap_or_default();
        let keys = vec![format!("{path}: {what}")];
        Self { at, what, fix: fix.to_owned(), keys }
    }

    /// Says more, which is no part of the key: numbers and names that may change while the violation stays the same.
    pub(crate) fn with_details(mut self, details: &str) -> Self {
        self.what.push_str(details);
        self
    }
}

/// Fails the test if the rule is broken, or if an exception is no longer needed.
pub(crate) fn check(violations: &[Violation], exceptions: &[&str]) {
    let complaints = complaints(violations, exceptions);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// What is to be said: each violation that is no exception, and each exception that is no violation.
pub(crate) fn complaints(violations: &[Violation], exceptions: &[&str]) -> Vec<String> {
    let is_listed = |key: &String| exceptions.contains(&key.as_str());
    let broken = violations.iter().filter(|violation| !violation.keys.iter().all(is_listed));
    let broken =
        broken.map(|violation| format!("{}: {}\n    {}", violation.at, violation.what, violation.fix));
    let occurring: BTreeSet<&str> =
        violations.iter().flat_map(|violation| &violation.keys).map(String::as_str).collect();
    let stale = exceptions.iter().filter(|exception| !occurring.contains(**exception));
    let stale =
        stale.map(|exception| format!("exceptions.rs: `{exception}` no longer occurs\n    remove it"));
    broken.chain(stale).collect()
}

/// What a rule finds in a crate `a` of one file: places and what is wrong there.
#[cfg(test)]
pub(crate) fn found_in_text(rule: fn(&Package) -> Vec<Violation>, path: &str, text: &str) -> Vec<String> {
    let violations = rule(&Package::of_texts("a", &[(path, text)]));
    violations.into_iter().map(|violation| format!("{} {}", violation.at, violation.what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation() -> Violation {
        Violation::new("a/src/b.rs:7".to_owned(), "imports `c`".to_owned(), "move it")
    }

    #[test]
    fn a_violation_is_told_with_its_place_and_its_remedy() {
        assert_eq!(complaints(&[violation()], &[]), ["a/src/b.rs:7: imports `c`\n    move it"]);
    }

    #[test]
    fn an_exception_is_accepted_and_has_to_go_when_it_is_no_longer_needed() {
        let exceptions = ["a/src/b.rs: imports `c`"];
        assert!(complaints(&[violation()], &exceptions).is_empty());
        let stale = "exceptions.rs: `a/src/b.rs: imports `c`` no longer occurs\n    remove it";
        assert_eq!(complaints(&[], &exceptions), [stale]);
    }
}
