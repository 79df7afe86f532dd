//! Scripted rollouts as data: polls, and what ECS answers when it is asked for more, give a verdict, its reason and the calls.
//!
//! A row is a name and polls; its last poll is shown again until the rollout ends or the time-out has passed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::super::super::cluster::Cluster;
use super::super::cluster_watch::watched_deployment;
use super::super::next::{Next, Polled};
use super::super::progress::Progress;
use super::super::settings::FollowSettings;
use super::super::target::{Baseline, Expected, OnFailure, RolloutTarget, TargetDeployment};
use super::super::verification::Verified;
use super::super::wait_for::WaitFor;
use super::poll::Poll;
use crate::context::PollInterval;
use crate::event::RolloutOutcome;

/// How long a rollout may take, in seconds.
const TIMEOUT: u64 = 1800;

/// A scripted rollout.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) polls: Vec<Poll>,
    pub(super) target: TargetDeployment,
    pub(super) on_failure: OnFailure,
    pub(super) wait_for: WaitFor,
    /// Whether ECS accepts a rollback.
    pub(super) rolls_back: bool,
    /// Whether the account may not ask for tasks.
    pub(super) no_tasks: bool,
    /// Whether it may not ask for service deployments.
    pub(super) no_deployments: bool,
}

pub(super) fn row(name: &'static str, polls: Vec<Poll>) -> Row {
    let target = TargetDeployment::Id("ours".into());
    Row {
        name,
        polls,
        target,
        on_failure: OnFailure::Leave,
        wait_for: WaitFor::Completed,
        rolls_back: true,
        no_tasks: false,
        no_deployments: false,
    }
}

/// Plays rows; a line for each, with its verdict, its reason and its calls.
pub(super) fn play(rows: Vec<Row>) -> String {
    let mut lines = String::new();
    for row in rows {
        let name = row.name;
        let (outcome, at, calls) = play_one(&row);
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

fn play_one(row: &Row) -> (RolloutOutcome, u64, Calls) {
    let target = RolloutTarget {
        cluster: Cluster::default(),
        service: "web".into(),
        deployment: row.target.clone(),
        baseline: Baseline { primary: Some("old".into()), ..Baseline::default() },
        expected: Expected::Anything,
    };
    let settings = FollowSettings {
        environment: "dev".parse().unwrap(),
        timeout: Duration::from_secs(TIMEOUT),
        interval: PollInterval::of_rollout(None),
        on_failure: row.on_failure,
        wait_for: row.wait_for,
    };
    let mut one = Progress::new(target, &settings);
    let mut calls = Calls::new();
    let last = row.polls.last().unwrap().clone();
    let again = (last.at + 2..TIMEOUT).step_by(2).map(|at| Poll { at, ..last.clone() });
    for poll in row.polls.clone().into_iter().chain(again) {
        let watched = poll.service.as_ref().and_then(|service| watched_deployment(&one.tracker, service));
        if watched.is_some() {
            *calls.entry("describe deployments").or_default() += 1;
        }
        let deployment = poll.deployment.clone().filter(|_| watched.is_some() && !row.no_deployments);
        let polled = Polled { service: poll.service.clone(), deployment };
        let mut next = one.look(polled, Duration::from_secs(poll.at));
        while next != Next::Poll {
            if let Next::Ended(outcome) = next {
                return (outcome, poll.at, calls);
            }
            next = answer(&mut one, &next, &poll, row, &mut calls);
        }
    }
    (one.out_of_time(), TIMEOUT, calls)
}

fn answer(one: &mut Progress, needed: &Next, poll: &Poll, row: &Row, calls: &mut Calls) -> Next {
    let mut count = |call| *calls.entry(call).or_default() += 1;
    match needed {
        Next::FindDeployment(_) => {
            count("find deployment");
            one.deployment_found(poll.deployment.clone().filter(|_| !row.no_deployments))
        }
        Next::AskDeployment(_) => {
            count("ask deployment");
            one.deployment_asked(poll.deployment.clone().filter(|_| !row.no_deployments))
        }
        Next::StoppedTasks => {
            count("stopped tasks");
            let arns = one.unknown_tasks(poll.stopped.iter().map(|task| task.arn.clone()).collect());
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
        Next::Verify => one.verified(Verified::Right),
        Next::Poll | Next::Ended(_) => unreachable!("nothing is asked"),
    }
}
