//! All rows, and the tests of them.

use std::fmt::Write as _;
use std::thread;

use super::scenario::Scenario;
use super::{broken_calls, causes, changes, stages, tasks};

/// How many rows run at the same time.
const AT_ONCE: usize = 4;

/// All scripted rollouts.
pub(crate) fn all() -> Vec<Scenario> {
    let all = [tasks::ROWS, causes::ROWS, causes::LOOPS, changes::ROWS, stages::ROWS, broken_calls::ROWS];
    all.concat()
}

/// What is done with each row, several at a time, in the order of the rows.
pub(super) fn in_parallel<T: Send>(rows: &[Scenario], run: impl Fn(&Scenario) -> T + Sync) -> Vec<T> {
    let (part, mut said) = (rows.len().div_ceil(AT_ONCE), Vec::new());
    thread::scope(|scope| {
        let run = &run;
        let parts = rows.chunks(part);
        let threads: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(run).collect::<Vec<_>>())).collect();
        for thread in threads {
            said.extend(thread.join().unwrap());
        }
    });
    said
}

#[test]
fn each_rollout_is_told_as_it_really_ended() {
    let rows = all();
    assert!(rows.len() >= 80, "{} rows", rows.len());
    let mut wrong = String::new();
    for (row, said) in rows.iter().zip(in_parallel(&rows, Scenario::run)) {
        let (verdict, code) = row.verdict;
        if row.succeeds != (said.code == Some(0)) {
            let _ = writeln!(wrong, "{}: untrue: {said:?}", row.name);
        } else if (said.verdict.as_str(), said.code) != (verdict, Some(code)) || said.causes != row.causes {
            let _ = writeln!(wrong, "{}: {said:?}", row.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_row_has_a_name_of_its_own() {
    let mut names: Vec<_> = all().iter().map(|row| row.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
