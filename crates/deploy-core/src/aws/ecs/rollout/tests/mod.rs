//! The tracker, shown one poll after the other. Each poll is a list of deployments, primary first.

mod clusters;
mod crash_loops;
mod ends;
mod play;
mod poll;
mod stages;
mod terraform;
mod verdicts;

use std::time::Duration;

use super::super::deployment::{Deployment, RolloutState};
use super::super::service::{Service, ServiceEvent};
use super::super::service_deployment::ServiceDeployment;
use super::target::{Baseline, TargetDeployment};
use super::tracking::{RolloutTracker, TrackerState};
use crate::event::{RolledBackBy, RolloutOutcome, RolloutResult};
use RolloutState::{Completed, Failed, InProgress};

const OLD: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1";
const NEW: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2";

fn deployment(id: &str, task_definition: &str, state: RolloutState) -> Deployment {
    Deployment {
        id: id.to_owned(),
        task_definition: task_definition.into(),
        state: Some(state),
        desired: 2,
        ..Deployment::default()
    }
}

fn ours(state: RolloutState) -> Deployment {
    deployment("ours", NEW, state)
}

fn old(state: RolloutState) -> Deployment {
    deployment("old", OLD, state)
}

fn service(mut deployments: Vec<Deployment>) -> Service {
    deployments[0].primary = true;
    Service {
        name: "web".into(),
        status: "ACTIVE".into(),
        running: 2,
        desired: 2,
        deployments,
        rolls_back: true,
        ..Service::default()
    }
}

fn event(message: &str) -> ServiceEvent {
    ServiceEvent { id: "1".into(), time: None, message: message.into() }
}

fn before() -> Baseline {
    Baseline { primary: Some("old".into()), ..Baseline::default() }
}

fn by_id() -> RolloutTracker {
    RolloutTracker::new(TargetDeployment::Id("ours".into()), before())
}

/// One poll at the beginning.
fn look(tracker: &mut RolloutTracker, service: Option<&Service>) -> TrackerState {
    look_at(tracker, service, Duration::ZERO)
}

/// One poll. Nothing more is known of a deployment that failed.
fn look_at(tracker: &mut RolloutTracker, service: Option<&Service>, now: Duration) -> TrackerState {
    let state = tracker.look(service, now);
    let has_failed = |one: &Deployment| one.state == Some(Failed);
    match service {
        Some(service) if state == TrackerState::Displaced && service.deployments.iter().any(has_failed) => {
            tracker.explain(service, None)
        }
        _ => state,
    }
}

/// Shows the same poll until the tracker says something else than to wait; counts the polls.
fn until_it_ends(tracker: &mut RolloutTracker, service: Option<&Service>) -> (TrackerState, u64) {
    for poll in 1..100u64 {
        let state = look_at(tracker, service, Duration::from_secs(2 * poll));
        if state != TrackerState::Wait {
            return (state, poll);
        }
    }
    panic!("it waits for ever");
}

fn ended(outcome: RolloutResult) -> TrackerState {
    TrackerState::Ended(RolloutOutcome::bare(outcome))
}

fn result(state: TrackerState) -> RolloutResult {
    match state {
        TrackerState::Ended(outcome) => outcome.result,
        other => panic!("no outcome: {other:?}"),
    }
}

#[test]
fn complete_is_complete() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    assert_eq!(look(&mut tracker, Some(&service(vec![ours(Completed)]))), ended(RolloutResult::Completed));
}

#[test]
fn the_old_deployments_completion_is_not_ours() {
    let mut tracker = by_id();
    for _ in 0..20 {
        assert_eq!(look(&mut tracker, Some(&service(vec![old(Completed)]))), TrackerState::Wait);
    }
    assert_eq!(look(&mut tracker, Some(&service(vec![ours(Completed)]))), ended(RolloutResult::Completed));
}

#[test]
fn a_deployment_that_never_shows_was_not_observed() {
    let mut tracker = by_id();
    let stale = service(vec![old(Completed)]);
    let (end, _) = until_it_ends(&mut tracker, Some(&stale));
    assert_eq!(end, TrackerState::Displaced);
    assert_eq!(result(tracker.explain(&stale, None)), RolloutResult::Unobserved);
}

#[test]
fn a_rollback_is_followed_to_its_end_and_is_a_failure() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    let mut failed = ours(Failed);
    failed.reason = Some("tasks failed to start.".into());
    assert_eq!(
        look(&mut tracker, Some(&service(vec![failed.clone()]))),
        TrackerState::Wait,
        "the rollback does not show yet"
    );
    assert_eq!(look(&mut tracker, Some(&service(vec![old(InProgress), failed]))), TrackerState::Wait);
    assert_eq!(
        look(&mut tracker, Some(&service(vec![old(Completed)]))),
        TrackerState::Ended(RolloutOutcome::because(
            RolloutResult::RolledBack { to: Some("web:1".into()), finished: true, by: None },
            "tasks failed to start."
        ))
    );
}

#[test]
fn a_failure_that_nothing_rolls_back_is_told_at_once() {
    let mut one = service(vec![ours(Failed), old(Completed)]);
    one.rolls_back = false;
    assert_eq!(result(look(&mut by_id(), Some(&one))), RolloutResult::Failed);
    let first = service(vec![ours(Failed)]);
    let mut tracker = RolloutTracker::new(TargetDeployment::Id("ours".into()), Baseline::default());
    assert_eq!(result(look(&mut tracker, Some(&first))), RolloutResult::Failed, "nothing was there before");
}

#[test]
fn a_rollback_that_never_comes_is_a_failure() {
    let (state, polls) = until_it_ends(&mut by_id(), Some(&service(vec![ours(Failed)])));
    assert_eq!(result(state), RolloutResult::Failed);
    assert!(polls > 5, "it gave the rollback time to show");
}

#[test]
fn a_rollback_missed_between_two_polls_is_known_by_its_event() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    let mut back = service(vec![old(Completed)]);
    back.events = vec![event("(service web) (deployment ours) deployment failed: tasks failed to start.")];
    assert_eq!(look(&mut tracker, Some(&back)), TrackerState::Displaced);
    assert_eq!(
        result(tracker.explain(&back, None)),
        RolloutResult::RolledBack {
            to: Some("web:1".into()),
            finished: true,
            by: Some(RolledBackBy::CircuitBreaker)
        }
    );
}

#[test]
fn a_rollback_by_an_alarm_is_known_by_the_service_deployment() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    let back = service(vec![old(InProgress), ours(InProgress)]);
    assert_eq!(look(&mut tracker, Some(&back)), TrackerState::Displaced);
    let found = ServiceDeployment {
        status: "ROLLBACK_IN_PROGRESS".into(),
        reason: Some("alarm detected".into()),
        ..ServiceDeployment::default()
    };
    assert_eq!(tracker.explain(&back, Some(&found)), TrackerState::Wait);
    assert_eq!(
        look(&mut tracker, Some(&service(vec![old(Completed)]))),
        TrackerState::Ended(RolloutOutcome::because(
            RolloutResult::RolledBack {
                to: Some("web:1".into()),
                finished: true,
                by: Some(RolledBackBy::Alarms(Vec::new()))
            },
            "alarm detected"
        ))
    );
}

#[test]
fn another_deployment_supersedes_ours() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    let third = deployment("third", NEW, InProgress);
    let now = service(vec![third, ours(InProgress)]);
    assert_eq!(look(&mut tracker, Some(&now)), TrackerState::Displaced);
    let found = ServiceDeployment { status: "STOPPED".into(), reason: None, ..ServiceDeployment::default() };
    assert_eq!(result(tracker.explain(&now, Some(&found))), RolloutResult::Superseded { by: "third".into() });
}

#[test]
fn superseded_after_completion_is_completed() {
    let mut tracker = by_id();
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    let mut now = service(vec![deployment("third", NEW, InProgress)]);
    now.events = vec![event("(service web) (deployment ours) deployment completed.")];
    assert_eq!(look(&mut tracker, Some(&now)), TrackerState::Displaced);
    assert_eq!(result(tracker.explain(&now, None)), RolloutResult::Completed);
}
