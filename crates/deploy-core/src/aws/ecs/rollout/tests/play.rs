//! Scripted rollouts as data: polls, and what ECS answers when it is asked for more, give a verdict, its reason and the calls.
//!
//! A row is a name and polls; its last poll is shown again until the rollout ends or the time-out has passed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::super::super::deployment::Deployment;
use super::super::super::deployment::RolloutState;
use super::super::super::service::{Service, ServiceEvent};
use super::super::super::task::{Task, TaskContainer};
use super::super::progress::{Next, Progress};
use super::super::target::{Baseline, OnFailure, RolloutTarget, TargetDeployment};
use super::deployment;
use crate::event::{RolloutOutcome, StoppedContainer};

/// How long a rollout may take, in seconds.
const TIMEOUT: u64 = 1800;

/// What ECS shows at one moment.
#[derive(Clone, Default)]
pub(super) struct Poll {
    at: u64,
    /// None: ECS says that it has no such service.
    service: Option<Service>,
    stopped: Vec<Task>,
    running: Vec<Task>,
}

/// A poll after so many seconds. A deployment is "ours IN_PROGRESS 1/2 pending 1 failed 3"; the primary one comes first.
pub(super) fn poll(at: u64, deployments: &[&str]) -> Poll {
    let mut deployments: Vec<_> = deployments.iter().map(|text| parse_deployment(text, at)).collect();
    deployments[0].primary = true;
    let service = Service {
        name: "web".into(),
        status: "ACTIVE".into(),
        running: deployments.iter().map(|one| one.running).sum(),
        desired: deployments[0].desired,
        current_service_deployment: Some(format!("sd-{}", deployments[0].id)),
        deployments,
        ..Service::default()
    };
    Poll { at, service: Some(service), ..Poll::default() }
}

impl Poll {
    /// With events, the oldest first.
    pub(super) fn events(mut self, texts: &[&str]) -> Self {
        let events = texts.iter().enumerate().rev().map(|(index, text)| ServiceEvent {
            id: index.to_string(),
            time: None,
            message: format!("(service web) {text}"),
        });
        self.service.as_mut().unwrap().events = events.collect();
        self
    }

    /// The tasks that have stopped so far.
    pub(super) fn stopped(mut self, tasks: &[Task]) -> Self {
        self.stopped = tasks.to_vec();
        self
    }

    /// The tasks that run.
    pub(super) fn running(mut self, tasks: &[Task]) -> Self {
        self.running = tasks.to_vec();
        self
    }
}

fn parse_deployment(text: &str, at: u64) -> Deployment {
    let mut words = text.split(' ');
    let id = words.next().unwrap();
    let definition = match id {
        "old" => super::OLD,
        _ => super::NEW,
    };
    let state = match words.next().unwrap() {
        "IN_PROGRESS" => RolloutState::InProgress,
        "COMPLETED" => RolloutState::Completed,
        "FAILED" => RolloutState::Failed,
        other => RolloutState::Unknown(other.to_owned()),
    };
    let (running, desired) = words.next().unwrap().split_once('/').unwrap();
    let mut parsed = Deployment {
        running: running.parse().unwrap(),
        desired: desired.parse().unwrap(),
        updated: jiff::Timestamp::from_second(at.try_into().unwrap()).ok(),
        ..deployment(id, definition, state)
    };
    while let (Some(word), Some(count)) = (words.next(), words.next()) {
        match word {
            "pending" => parsed.pending = count.parse().unwrap(),
            "failed" => parsed.failed = count.parse().unwrap(),
            // An answer of that time.
            "of" => parsed.updated = jiff::Timestamp::from_second(count.parse().unwrap()).ok(),
            other => panic!("`{other}`?"),
        }
    }
    parsed
}

/// A task of our deployment that ran from one second to another, and ended like "EssentialContainerExited exit 1" or
/// "TaskFailedToStart CannotPullContainerError: …".
pub(super) fn stopped_task(name: &str, ran: std::ops::Range<i64>, end: &str) -> Task {
    let (code, rest) = end.split_once(' ').unwrap();
    let exit = rest.strip_prefix("exit ").and_then(|exit| exit.parse().ok());
    let reason = if exit.is_some() { "Essential container in task exited" } else { rest };
    let container = StoppedContainer { name: "app".into(), exit_code: exit, ..Default::default() };
    Task {
        arn: name.to_owned(),
        status: "STOPPED".into(),
        started_by: "ours".into(),
        stop_code: Some(code.to_owned()),
        stopped_reason: Some(reason.to_owned()),
        started: jiff::Timestamp::from_second(ran.start).ok(),
        stopped: jiff::Timestamp::from_second(ran.end).ok(),
        containers: vec![TaskContainer { end: container, ..TaskContainer::default() }],
        ..Task::default()
    }
}

/// A task of our deployment that runs since then.
pub(super) fn running_task(name: &str, since: i64) -> Task {
    Task {
        arn: name.to_owned(),
        status: "RUNNING".into(),
        started_by: "ours".into(),
        started: jiff::Timestamp::from_second(since).ok(),
        ..Task::default()
    }
}

/// A scripted rollout.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) polls: Vec<Poll>,
    pub(super) on_failure: OnFailure,
    /// Whether ECS accepts a rollback.
    pub(super) rolls_back: bool,
    /// Whether the account may not ask for tasks.
    pub(super) no_tasks: bool,
}

pub(super) fn row(name: &'static str, polls: Vec<Poll>) -> Row {
    Row { name, polls, on_failure: OnFailure::Leave, rolls_back: true, no_tasks: false }
}

/// Plays rows; a line for each, with its verdict, its reason and its calls.
pub(super) fn play(rows: Vec<Row>) -> String {
    let mut lines = String::new();
    for row in rows {
        let name = row.name;
        let (outcome, at, calls) = play_one(row);
        let reason = outcome.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let calls: Vec<_> = calls.iter().map(|(call, count)| format!("{call} {count}")).collect();
        let calls = if calls.is_empty() { "no calls".to_owned() } else { calls.join(", ") };
        writeln!(
            lines,
            "{name}\n    {}, {}{reason}\n    after {at} s; {calls}",
            outcome.result.word(),
            outcome.result
        )
        .unwrap();
    }
    lines
}

/// Compares played rows with the snapshot that is named after the test.
macro_rules! assert_rows {
    ($played:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($played) })
    };
}
pub(super) use assert_rows;

type Calls = BTreeMap<&'static str, usize>;

fn play_one(row: Row) -> (RolloutOutcome, u64, Calls) {
    let target = RolloutTarget {
        cluster: "main".into(),
        service: "web".into(),
        deployment: TargetDeployment::Id("ours".into()),
        baseline: Baseline { primary: Some("old".into()), ..Baseline::default() },
        expected: super::super::target::Expected::Anything,
    };
    let mut one = Progress::new(target, row.on_failure);
    let mut calls = Calls::new();
    let last = row.polls.last().unwrap().clone();
    let again = (last.at + 2..TIMEOUT).step_by(2).map(|at| Poll { at, ..last.clone() });
    for poll in row.polls.clone().into_iter().chain(again) {
        let mut next = one.look(poll.service.clone(), Duration::from_secs(poll.at));
        while next != Next::Poll {
            if let Next::Ended(outcome) = next {
                return (outcome, poll.at, calls);
            }
            next = answer(&mut one, next, &poll, &row, &mut calls);
        }
    }
    let outcome = one.tracker.out_of_time(one.last.as_ref());
    (outcome, TIMEOUT, calls)
}

fn answer(one: &mut Progress, needed: Next, poll: &Poll, row: &Row, calls: &mut Calls) -> Next {
    let mut count = |call| *calls.entry(call).or_default() += 1;
    match needed {
        Next::FindDeployment(_) => {
            count("find deployment");
            one.deployment_found(None)
        }
        Next::AskDeployment(_) => {
            count("ask deployment");
            one.deployment_asked(None)
        }
        Next::StoppedTasks => {
            count("stopped tasks");
            let arns = one.tasks.unknown(poll.stopped.iter().map(|task| task.arn.clone()).collect());
            let found = poll.stopped.iter().filter(|task| arns.contains(&task.arn)).cloned().collect();
            one.stopped_tasks((!row.no_tasks).then_some(found))
        }
        Next::RunningTasks => {
            count("running tasks");
            one.running_tasks(&poll.running)
        }
        Next::RollBack(_) => {
            count("roll back");
            one.rollback_asked(row.rolls_back)
        }
        Next::Verify => one.verified(None),
        Next::Poll | Next::Ended(_) => unreachable!("nothing is asked"),
    }
}
