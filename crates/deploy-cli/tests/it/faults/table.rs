//! Filling the table.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sandbox::{Fault, Kind};

use super::joints::Joint;
use crate::world::Ran;

/// The faults, by their names in the table. The last one is the nastiest: the call was carried out, and only its answer is lost.
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
const AT_ONCE: usize = 12;

/// A run in which a fault strikes.
struct Struck {
    ran: Ran,
    attempts: usize,
}

/// Fills a cell for each joint and fault, and writes the table to a file in Cargo's folder for temporary files of tests.
pub(super) fn table(file: &str, joints: &[Joint]) -> String {
    let cells: Vec<_> =
        joints.iter().flat_map(|joint| FAULTS.iter().map(move |&fault| (joint, fault))).collect();
    let mut table = in_parallel(&cells, |&(joint, fault)| cell(joint, fault)).concat();
    writeln!(table, "{} joints, {} faults, {} cells", joints.len(), FAULTS.len(), cells.len()).unwrap();
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(file), &table).unwrap();
    table
}

fn cell(joint: &Joint, (name, kind): (&str, Kind)) -> String {
    let fault = Fault::new(joint.call, kind).after(joint.after);
    let (once, always) = (struck(joint, fault.clone().times(1)), struck(joint, fault));
    let (first, last) = (outcome(&once), outcome(&always));
    format!("{:13}  {name:11}  once: {first:22}  always: {last:23}  {}\n", joint.name, why(&always.ran))
}

fn outcome(struck: &Struck) -> String {
    let times = if struck.attempts == 1 { "attempt" } else { "attempts" };
    format!("exit {}, {} {times}", struck.ran.code.unwrap(), struck.attempts)
}

/// The warning or the error with its causes, and the last line.
fn why(ran: &Ran) -> String {
    let lines = ran.stderr.lines().map(str::trim);
    let says_why = |line: &&str| {
        ["warning: ", "error: ", "caused by: ", "could not see "].iter().any(|word| line.starts_with(word))
    };
    let mut said: Vec<_> = lines.filter(says_why).collect();
    // Of several warnings the last one says how it went on.
    let warnings = said.iter().take_while(|line| line.starts_with("warning: ")).count();
    said.drain(..warnings.saturating_sub(1));
    let last = ran.last_line().trim();
    if !said.contains(&last) {
        said.push(last);
    }
    said.join(" | ")
}

fn struck(joint: &Joint, fault: Fault) -> Struck {
    let world = (joint.world)();
    let is_hang = fault.kind == Kind::Blackhole;
    world.sandbox.fault(fault);
    let mut run = world.invocation(joint.args).env("AWS_MAX_ATTEMPTS", "2");
    if is_hang {
        run = run.env("DEPLOY_AWS_TIMEOUT", "6s").env("DEPLOY_PUSH_TIMEOUT", "2s");
    }
    let ran = run.run();
    let call = joint.call.replace(':', " ");
    let attempts = ran.each_call.iter().filter(|line| line.starts_with(&format!("aws {call} "))).count();
    Struck { attempts: attempts - joint.after as usize, ran }
}

/// The answers in the order of the questions.
fn in_parallel<T: Sync, R: Send>(questions: &[T], answer: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let some = |first: usize| {
        let indices = (first..questions.len()).step_by(AT_ONCE);
        indices.map(|index| (index, answer(&questions[index]))).collect::<Vec<_>>()
    };
    let some = &some;
    let mut answers: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|first| scope.spawn(move || some(first))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
