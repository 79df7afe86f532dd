//! `docs/verdicts.md`: the rows, with what really happened and what each tool says.

use std::fs;
use std::path::PathBuf;

use super::scenario::Scenario;
use super::table::all;

pub(super) fn file() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verdicts.md"))
}

/// The first columns of a row: these are ours, and the same on every machine.
pub(super) fn own_columns(row: &Scenario) -> String {
    let really = if row.succeeds { "succeeds" } else { "fails" };
    let (verdict, code) = row.verdict;
    let causes = if row.causes.is_empty() { String::new() } else { format!(": {}", row.causes.join(", ")) };
    format!("| {} | {really} | {verdict} ({code}){causes} |", row.name)
}

#[test]
fn the_page_has_each_row_with_our_verdict() {
    let page = fs::read_to_string(file()).unwrap();
    let missing: Vec<_> = all().iter().map(own_columns).filter(|row| !page.contains(row)).collect();
    assert!(missing.is_empty(), "run `just verdicts`; missing in docs/verdicts.md: {missing:#?}");
    assert_eq!(
        page.lines().filter(|line| line.starts_with("| ")).count(),
        all().len() + 2,
        "rows that are no more"
    );
}
