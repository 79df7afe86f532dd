//! The runs that changed an environment, for people: a table, newest first.

use deploy_core::commands::{History, PastRun, RunRecord, RunVerdict};

use super::table;

const HEADINGS: [&str; 6] = ["WHEN", "WHO", "COMMAND", "TAG", "TOOK", "OUTCOME"];

/// The table, or that there is nothing to show.
pub(crate) fn page(history: &History) -> Vec<String> {
    if history.runs.is_empty() {
        return vec![format!("no run has changed {}", history.environment)];
    }
    let headings = HEADINGS.map(str::to_owned).to_vec();
    let rows = std::iter::once(headings).chain(history.runs.iter().map(row)).collect::<Vec<_>>();
    table::align(&rows)
}

fn row(run: &PastRun) -> Vec<String> {
    let RunRecord { started, user, host, command, tag, .. } = &run.record;
    let tag = tag.as_ref().map_or("-".to_owned(), ToString::to_string);
    let cells =
        [format!("{started:.0}"), format!("{user}@{host}"), command.clone(), tag, took(run), outcome(run)];
    cells.map(|cell| cell.replace(char::is_control, " ")).to_vec()
}

/// How long it took; of one that did not end nobody knows.
fn took(PastRun { record, .. }: &PastRun) -> String {
    let took = record.written.duration_since(record.started).as_secs();
    match (record.verdict, took) {
        (None, _) => "-".to_owned(),
        (Some(_), seconds @ 0..60) => format!("{seconds} s"),
        (Some(_), seconds) => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn outcome(PastRun { running, record }: &PastRun) -> String {
    let RunRecord { activity, verdict, .. } = record;
    match verdict {
        Some(RunVerdict::Completed) => "completed".to_owned(),
        Some(RunVerdict::Failed) => format!("failed while it was {activity}"),
        Some(RunVerdict::Refused) => "refused".to_owned(),
        Some(RunVerdict::RolloutFailed) => format!("the rollout failed{}", services(record)),
        Some(RunVerdict::TimedOut) => format!("timed out{}", services(record)),
        Some(RunVerdict::Interrupted) => format!("interrupted while it was {activity}"),
        None if *running => format!("is {activity}"),
        None => format!("did not end: it was {activity}"),
    }
}

/// The services whose rollouts did not complete, with ECS's word for it.
fn services(record: &RunRecord) -> String {
    let bad = record.services.iter().filter_map(|service| {
        let verdict = service.verdict.as_deref()?;
        let is_good = ["completed", "unchanged", "not_followed"].contains(&verdict);
        (!is_good).then(|| format!("{} {}", service.service, verdict.replace('_', " ")))
    });
    let bad: Vec<_> = bad.collect();
    if bad.is_empty() { String::new() } else { format!(": {}", bad.join(", ")) }
}
