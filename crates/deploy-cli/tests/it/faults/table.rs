//! Runs each command with each fault and writes down how it ended.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sandbox::{Fault, Kind};

use super::external_calls::ExternalCall;
use crate::support::{FILTERS, RunResult};

/// The faults, by their names in the table. The last one is the hardest: the call took effect, and only its answer is lost.
const FAULTS: [(&str, Kind); 8] = [
    ("throttle", Kind::Throttle),
    ("500", Kind::Broken),
    ("503", Kind::Unavailable),
    ("cut", Kind::Cut),
    ("hang", Kind::Blackhole),
    ("expired", Kind::Expired),
    ("denied", Kind::Denied),
    ("answer lost", Kind::Truncate),
];
/// Runs at the same time. They mostly wait.
const CONCURRENT_RUNS: usize = 12;

/// A run in which a call fails.
struct FaultyRun {
    run: RunResult,
    attempts: usize,
}

/// Compares the table with the snapshot of that name.
pub(super) fn assert_table(name: &str, table: &str) {
    let filters = FILTERS.into_iter().chain([(r"\.tmp\w+", "KEY")]);
    insta::with_settings!({ filters => filters, omit_expression => true }, { insta::assert_snapshot!(name, table) });
}

/// Fills a cell for each call and fault, and writes the table to a file in Cargo's folder for temporary files of tests.
pub(super) fn table(file: &str, calls: &[ExternalCall]) -> String {
    let rows: Vec<_> = calls.iter().flat_map(|call| FAULTS.iter().map(move |&fault| (call, fault))).collect();
    let mut table = in_parallel(&rows, |&(call, (name, kind))| cell(call, name, kind)).concat();
    writeln!(table, "{} calls, {} faults, {} cells", calls.len(), FAULTS.len(), rows.len()).unwrap();
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(file), &table).unwrap();
    table
}

fn cell(call: &ExternalCall, name: &str, kind: Kind) -> String {
    let fault = Fault::new(call.operation, kind).after(call.succeed_first);
    let (once, always) = (run_with(call, fault.clone().times(1)), run_with(call, fault));
    let (first, last) = (outcome(&once), outcome(&always));
    format!("{:13}  {name:11}  once: {first:22}  always: {last:23}  {}\n", call.name, why(&always.run))
}

fn outcome(faulty: &FaultyRun) -> String {
    let attempts = match faulty.attempts {
        1 => "1 attempt".to_owned(),
        // They depend on the time that each takes.
        11.. => "many attempts".to_owned(),
        few => format!("{few} attempts"),
    };
    format!("exit {}, {attempts}", faulty.run.code.unwrap())
}

/// The warning or the error with its causes, and the last line.
fn why(run: &RunResult) -> String {
    let lines = run.stderr.lines().map(str::trim);
    let says_why = |line: &&str| {
        ["warning: ", "error: ", "caused by: ", "could not see "].iter().any(|word| line.starts_with(word))
    };
    let mut lines_shown: Vec<_> = lines.filter(says_why).collect();
    // Of several warnings only the last one says how the run continued.
    let warnings = lines_shown.iter().take_while(|line| line.starts_with("warning: ")).count();
    lines_shown.drain(..warnings.saturating_sub(1));
    let last = run.last_line().trim();
    if !lines_shown.contains(&last) {
        lines_shown.push(last);
    }
    lines_shown.join(" | ")
}

fn run_with(call: &ExternalCall, fault: Fault) -> FaultyRun {
    let world = (call.world)();
    let is_hang = fault.kind == Kind::Blackhole;
    world.sandbox.fault(fault);
    let mut invocation = world.invocation(call.args).env("AWS_MAX_ATTEMPTS", "2");
    if is_hang {
        invocation = invocation.env("DEPLOY_AWS_TIMEOUT", "6s").env("DEPLOY_PUSH_TIMEOUT", "2s");
    }
    let run = invocation.run();
    let line = format!("aws {} ", call.operation.replace(':', " "));
    let attempts = run.each_call.iter().filter(|each| each.starts_with(&line)).count();
    FaultyRun { attempts: attempts - call.succeed_first as usize, run }
}

/// The results in the order of the inputs.
fn in_parallel<T: Sync, R: Send>(inputs: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let some = |first: usize| {
        let indices = (first..inputs.len()).step_by(CONCURRENT_RUNS);
        indices.map(|index| (index, work(&inputs[index]))).collect::<Vec<_>>()
    };
    let some = &some;
    let mut results: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONCURRENT_RUNS).map(|first| scope.spawn(move || some(first))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
