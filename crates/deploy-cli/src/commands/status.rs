//! `deploy status`: a table for people, one document for programs.

use std::time::{SystemTime, UNIX_EPOCH};

use deploy_core::commands::{self, Deployment, RolloutState, RunningImage, ServiceEntry, Status};

use super::Desk;
use crate::args;
use crate::json;
use crate::outcome::{Ended, Outcome};
use crate::stopped;
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk, args: &args::Status) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let status = commands::status(&session, &environment).await?;
    if desk.global.json {
        json::document(&status);
    } else {
        for line in page(&status, desk.global.verbose, now()) {
            Terminal::data(&line);
        }
    }
    Ok(Outcome::answered())
}

/// Seconds since 1970.
fn now() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(passed.as_secs()).unwrap_or(i64::MAX)
}

/// A table of all services; below it the last event of each, and more of those that are not as they are to be, or of all
/// where that is wanted.
fn page(status: &Status, verbose: bool, now: i64) -> Vec<String> {
    let tag = status.app_tag.as_deref().map(|tag| format!("; {tag} was applied last")).unwrap_or_default();
    let mut lines = vec![format!("{} in {}{tag}", status.environment, status.cluster), String::new()];
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    rows.extend(status.services.iter().flat_map(|service| rows_of(service, now)));
    lines.extend(aligned(&rows));
    let is_told =
        |service: &&ServiceEntry| verbose || !service.status.is_settled() || service.drift().is_some();
    let (told, settled): (Vec<_>, Vec<_>) = status.services.iter().partition(is_told);
    let last_of = |service: &&ServiceEntry| {
        events(service, now).next().map(|event| format!("{}: {event}", service.label))
    };
    let last: Vec<_> = settled.into_iter().filter_map(|service| last_of(&service)).collect();
    if !last.is_empty() {
        lines.extend([vec![String::new()], last].concat());
    }
    for service in told {
        lines.extend([String::new(), format!("{}:", service.label)]);
        lines.extend(details(service, now).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

const HEADINGS: [&str; 9] =
    ["SERVICE", "NAME", "RUNNING", "PENDING", "REVISION", "STATE", "AGE", "IMAGE", "DIGEST"];

/// One row for each image that runs; one without an image where nothing runs.
fn rows_of(service: &ServiceEntry, now: i64) -> Vec<Vec<String>> {
    let status = &service.status;
    let counts = format!("{} of {}", status.running, status.desired);
    let primary = status.primary();
    let revision = primary.map_or("-", |it| it.task_definition.short());
    let since = primary.and_then(|it| it.created).map_or("-".to_owned(), |time| age(now - time.as_second()));
    let of_service: [String; 7] = if status.status == "ACTIVE" {
        let pending = status.pending.to_string();
        [&service.label, &status.service, &counts, &pending, revision, &state(primary), &since]
            .map(str::to_owned)
    } else {
        let state = status.status.to_lowercase();
        [&service.label, &status.service, &state, "-", "-", "-", "-"].map(str::to_owned)
    };
    let none = || ["-", "-"].map(str::to_owned);
    let mut images = status.images.iter().map(shown);
    let row = |service: [String; 7], image: [String; 2]| [&service[..], &image].concat();
    let first = row(of_service, images.next().unwrap_or_else(none));
    std::iter::once(first).chain(images.map(|image| row(Default::default(), image))).collect()
}

/// The last part of its name, and as much of its digest as Docker shows.
fn shown(image: &RunningImage) -> [String; 2] {
    let name = image.image.rsplit('/').next().unwrap_or(&image.image);
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    let digest = image.digest.as_deref().unwrap_or("-");
    [name, digest.get(..DIGEST).unwrap_or(digest)].map(str::to_owned)
}

/// `sha256:` and twelve digits.
const DIGEST: usize = 19;

fn details(service: &ServiceEntry, now: i64) -> Vec<String> {
    let status = &service.status;
    match status.status.as_str() {
        "MISSING" => return vec!["ECS has no such service; `deploy apply` makes it".to_owned()],
        "INACTIVE" => return vec!["it was deleted; `deploy apply` makes it again".to_owned()],
        _ => {}
    }
    let drift = service
        .drift()
        .map(|(applied, kept)| format!("{applied} was applied last, but ECS keeps running {kept}"));
    let deployments = status.deployments.iter().map(|deployment| deployed(deployment, now));
    let stopped = stopped::lines(&status.stopped).into_iter().map(|line| format!("  {line}"));
    let events = events(service, now).map(|event| format!("  {event}"));
    drift.into_iter().chain(deployments).chain(stopped).chain(events).collect()
}

/// Its last events, newest first.
fn events(service: &ServiceEntry, now: i64) -> impl Iterator<Item = String> {
    let about = format!("(service {}) ", service.status.service);
    service.status.events.iter().map(move |event| {
        let age = event.time.map(|time| age(now - time.as_second())).unwrap_or_default();
        format!("{age} ago: {}", event.message.trim_start_matches(&about))
    })
}

/// As ECS says it, in words.
fn state(deployment: Option<&Deployment>) -> String {
    let state = deployment.and_then(|deployment| deployment.state.as_ref()).map(RolloutState::as_str);
    state.unwrap_or("unknown").to_lowercase().replace('_', " ")
}

fn deployed(deployment: &Deployment, now: i64) -> String {
    let is_old = !deployment.primary && deployment.state == Some(RolloutState::Completed);
    let kind = if is_old { "old deployment" } else { "deployment" };
    let state = state(Some(deployment));
    let age = deployment.created.map(|time| age(now - time.as_second())).unwrap_or_default();
    let failed =
        if deployment.failed > 0 { format!(", {} failed", deployment.failed) } else { String::new() };
    let Deployment { id, task_definition, running, desired, .. } = deployment;
    let reason = deployment.reason.as_deref().filter(|_| deployment.state == Some(RolloutState::Failed));
    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    format!(
        "{kind} {id} of {task_definition}: {state}, {age} old, {running} of {desired} running{failed}{reason}"
    )
}

/// `40 s`, `5 min`, `3 h`, `2 d`: the largest unit is enough.
fn age(seconds: i64) -> String {
    match seconds.max(0) {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3600 => format!("{} min", seconds / 60),
        seconds @ 3600..86_400 => format!("{} h", seconds / 3600),
        seconds => format!("{} d", seconds / 86_400),
    }
}

fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells =
            row.iter().enumerate().map(|(column, cell)| format!("{cell:<width$}", width = width(column)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_has_one_unit() {
        let ages = [-5, 0, 59, 60, 3599, 3600, 86_399, 200_000].map(age);
        assert_eq!(ages, ["0 s", "0 s", "59 s", "1 min", "59 min", "1 h", "23 h", "2 d"]);
    }

    #[test]
    fn columns_stand_below_each_other() {
        let row = |words: [&str; 3]| words.map(str::to_owned).to_vec();
        let lines = aligned(&[row(["A", "B", "C"]), row(["label", "b", "-"]), row(["", "", "c"])]);
        assert_eq!(lines, ["A      B  C", "label  b  -", "          c"]);
    }
}
