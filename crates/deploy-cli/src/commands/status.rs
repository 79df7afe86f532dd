//! `deploy status`: a table for people, one document for programs.

use std::time::{SystemTime, UNIX_EPOCH};

use deploy_core::ecs::{Rolled, RunningImage, Standing};
use deploy_core::release::{ServiceStatus, Status};

use super::Desk;
use crate::args;
use crate::json;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk, args: &args::Status) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), false)?;
    let status = run.status(&environment).await?;
    if desk.global.json {
        json::document(&status);
    } else {
        for line in page(&status, now()) {
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

fn page(status: &Status, now: i64) -> Vec<String> {
    let tag = status.app_tag.as_deref().map(|tag| format!("; {tag} was applied last")).unwrap_or_default();
    let mut lines = vec![format!("{} in {}{tag}", status.environment, status.cluster), String::new()];
    let mut rows = vec![["SERVICE", "NAME", "RUNNING", "PENDING", "TAG", "DIGEST"].map(str::to_owned)];
    rows.extend(status.services.iter().flat_map(rows_of));
    lines.extend(aligned(&rows));
    for service in &status.services {
        lines.push(String::new());
        lines.push(format!("{}:", service.label));
        if let Some((applied, kept)) = service.drift() {
            lines.push(format!("  {applied} was applied last, but ECS keeps running {kept}"));
        }
        lines.extend(details(&service.standing, now));
    }
    lines
}

/// One row for each image that runs; one without an image where nothing runs.
fn rows_of(service: &ServiceStatus) -> Vec<[String; 6]> {
    let standing = &service.standing;
    let counts = if standing.status == "ACTIVE" {
        format!("{} of {}", standing.running, standing.desired)
    } else {
        standing.status.to_lowercase()
    };
    let row = |image: Option<&RunningImage>| {
        let tag = image.map_or("-", |image| image.tag.as_deref().unwrap_or(&image.image));
        let digest = image.and_then(|image| image.digest.as_deref()).unwrap_or("-");
        [&service.label, &standing.service, &counts, &standing.pending.to_string(), tag, digest]
            .map(str::to_owned)
    };
    match standing.images.as_slice() {
        [] => vec![row(None)],
        images => images.iter().map(|image| row(Some(image))).collect(),
    }
}

fn details(standing: &Standing, now: i64) -> Vec<String> {
    let deployments = standing.deployments.iter().map(|deployment| deployed(deployment, now));
    let events = standing.events.iter().map(|event| {
        let age = event.time.map(|time| age(now - time.as_second())).unwrap_or_default();
        format!("    {age} ago: {}", event.message)
    });
    deployments.chain(events).collect()
}

fn deployed(deployment: &Rolled, now: i64) -> String {
    let kind = if deployment.primary { "deployment" } else { "old deployment" };
    let state = deployment.state.as_deref().unwrap_or("unknown").to_lowercase().replace('_', " ");
    let age = deployment.created.map(|time| age(now - time.as_second())).unwrap_or_default();
    let failed =
        if deployment.failed > 0 { format!(", {} failed", deployment.failed) } else { String::new() };
    let Rolled { id, task_definition, running, desired, .. } = deployment;
    format!("  {kind} {id} of {task_definition}: {state}, {age} old, {running} of {desired} running{failed}")
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

fn aligned(rows: &[[String; 6]]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let line = |row: &[String; 6]| {
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
        let row = |words: [&str; 6]| words.map(str::to_owned);
        let lines = aligned(&[row(["A", "B", "C", "D", "E", "F"]), row(["label", "b", "c", "d", "e", "-"])]);
        assert_eq!(lines, ["A      B  C  D  E  F", "label  b  c  d  e  -"]);
    }
}
