//! The judge, shown one poll after the other. Each poll is a list of deployments, primary first.

mod terraform;

use super::judge::{Aim, Fate, Judge, Judgement};
use super::service::{Baseline, Deployment, Rollout, Service};
use super::verdict::{Outcome, Verdict};
use Rollout::{Completed, Failed, InProgress};

const OLD: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1";
const NEW: &str = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2";

fn deployment(id: &str, task_definition: &str, rollout: Rollout) -> Deployment {
    Deployment {
        id: id.to_owned(),
        task_definition: task_definition.to_owned(),
        rollout: Some(rollout),
        desired: 2,
        ..Deployment::default()
    }
}

fn ours(rollout: Rollout) -> Deployment {
    deployment("ours", NEW, rollout)
}

fn old(rollout: Rollout) -> Deployment {
    deployment("old", OLD, rollout)
}

fn service(mut deployments: Vec<Deployment>) -> Service {
    deployments[0].primary = true;
    Service {
        name: "web".into(),
        status: "ACTIVE".into(),
        deployments,
        rolls_back: true,
        ..Service::default()
    }
}

fn before() -> Baseline {
    Baseline { primary: Some("old".into()), ..Baseline::default() }
}

fn by_id() -> Judge {
    Judge::new(Aim::Deployment("ours".into()), before())
}

/// Shows the same poll until the judge says something else than to wait; counts the polls.
fn until_it_speaks(judge: &mut Judge, service: Option<&Service>) -> (Judgement, u32) {
    for poll in 1..100 {
        let judgement = judge.look(service);
        if judgement != Judgement::Wait {
            return (judgement, poll);
        }
    }
    panic!("it waits for ever");
}

fn ended(outcome: Outcome) -> Judgement {
    Judgement::Ended(Verdict::bare(outcome))
}

fn outcome(judgement: Judgement) -> Outcome {
    match judgement {
        Judgement::Ended(verdict) => verdict.outcome,
        other => panic!("no verdict: {other:?}"),
    }
}

#[test]
fn complete_is_complete() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    assert_eq!(judge.look(Some(&service(vec![ours(Completed)]))), ended(Outcome::Completed));
}

#[test]
fn the_old_deployments_completion_is_not_ours() {
    let mut judge = by_id();
    for _ in 0..20 {
        assert_eq!(judge.look(Some(&service(vec![old(Completed)]))), Judgement::Wait);
    }
    assert_eq!(judge.look(Some(&service(vec![ours(Completed)]))), ended(Outcome::Completed));
}

#[test]
fn a_deployment_that_never_shows_was_not_observed() {
    let mut judge = by_id();
    let stale = service(vec![old(Completed)]);
    let (judgement, _) = until_it_speaks(&mut judge, Some(&stale));
    assert_eq!(judgement, Judgement::Displaced);
    assert_eq!(outcome(judge.explain(&stale, None)), Outcome::Unobserved);
}

#[test]
fn a_rollback_is_followed_to_its_end_and_is_a_failure() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    let mut failed = ours(Failed);
    failed.reason = Some("tasks failed to start.".into());
    assert_eq!(
        judge.look(Some(&service(vec![failed.clone()]))),
        Judgement::Wait,
        "the rollback does not show yet"
    );
    assert_eq!(judge.look(Some(&service(vec![old(InProgress), failed]))), Judgement::Wait);
    assert_eq!(
        judge.look(Some(&service(vec![old(Completed)]))),
        Judgement::Ended(Verdict::because(
            Outcome::RolledBack { to: Some("web:1".into()), finished: true },
            "tasks failed to start."
        ))
    );
}

#[test]
fn a_failure_that_nothing_rolls_back_is_told_at_once() {
    let mut one = service(vec![ours(Failed), old(Completed)]);
    one.rolls_back = false;
    assert_eq!(outcome(by_id().look(Some(&one))), Outcome::Failed);
    let first = service(vec![ours(Failed)]);
    let mut judge = Judge::new(Aim::Deployment("ours".into()), Baseline::default());
    assert_eq!(outcome(judge.look(Some(&first))), Outcome::Failed, "nothing was there before");
}

#[test]
fn a_rollback_that_never_comes_is_a_failure() {
    let (judgement, polls) = until_it_speaks(&mut by_id(), Some(&service(vec![ours(Failed)])));
    assert_eq!(outcome(judgement), Outcome::Failed);
    assert!(polls > 5, "it gave the rollback time to show");
}

#[test]
fn a_rollback_missed_between_two_polls_is_known_by_its_event() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    let mut back = service(vec![old(Completed)]);
    back.events = vec![(
        "1".into(),
        "(service web) (deployment ours) deployment failed: tasks failed to start.".into(),
    )];
    assert_eq!(judge.look(Some(&back)), Judgement::Displaced);
    assert_eq!(
        outcome(judge.explain(&back, None)),
        Outcome::RolledBack { to: Some("web:1".into()), finished: true }
    );
}

#[test]
fn a_rollback_by_an_alarm_is_known_by_the_service_deployment() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    let back = service(vec![old(InProgress), ours(InProgress)]);
    assert_eq!(judge.look(Some(&back)), Judgement::Displaced);
    let fate = Fate { status: "ROLLBACK_IN_PROGRESS".into(), reason: Some("alarm detected".into()) };
    assert_eq!(judge.explain(&back, Some(&fate)), Judgement::Wait);
    assert_eq!(
        judge.look(Some(&service(vec![old(Completed)]))),
        Judgement::Ended(Verdict::because(
            Outcome::RolledBack { to: Some("web:1".into()), finished: true },
            "alarm detected"
        ))
    );
}

#[test]
fn another_deployment_supersedes_ours() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    let third = deployment("third", NEW, InProgress);
    let now = service(vec![third, ours(InProgress)]);
    assert_eq!(judge.look(Some(&now)), Judgement::Displaced);
    let fate = Fate { status: "STOPPED".into(), reason: None };
    assert_eq!(outcome(judge.explain(&now, Some(&fate))), Outcome::Superseded { by: "third".into() });
}

#[test]
fn superseded_after_completion_is_completed() {
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    let mut now = service(vec![deployment("third", NEW, InProgress)]);
    now.events = vec![("1".into(), "(service web) (deployment ours) deployment completed.".into())];
    assert_eq!(judge.look(Some(&now)), Judgement::Displaced);
    assert_eq!(outcome(judge.explain(&now, None)), Outcome::Completed);
}

#[test]
fn a_service_that_is_deleted_is_gone_and_one_that_is_missing_for_a_moment_is_not() {
    let mut judge = by_id();
    assert_eq!(judge.look(None), Judgement::Wait);
    let mut draining = service(vec![ours(InProgress)]);
    draining.status = "DRAINING".into();
    assert_eq!(outcome(judge.look(Some(&draining))), Outcome::Gone);
    assert_eq!(outcome(until_it_speaks(&mut by_id(), None).0), Outcome::Gone);
}

#[test]
fn without_a_state_the_counts_decide() {
    let mut counted = ours(InProgress);
    counted.rollout = None;
    counted.running = 1;
    let mut judge = by_id();
    assert_eq!(judge.look(Some(&service(vec![counted.clone()]))), Judgement::Wait);
    counted.running = 2;
    assert_eq!(judge.look(Some(&service(vec![counted.clone(), old(Completed)]))), Judgement::Wait);
    assert_eq!(judge.look(Some(&service(vec![counted]))), ended(Outcome::Completed));
}

#[test]
fn out_of_time_says_how_far_it_was_and_a_known_rollback_stays_one() {
    let mut judge = by_id();
    let mut half = ours(InProgress);
    half.running = 1;
    let now = service(vec![half, old(Completed)]);
    judge.look(Some(&now));
    assert_eq!(
        judge.out_of_time(Some(&now)),
        Verdict::because(Outcome::TimedOut, "1 of 2 tasks run, 0 failed")
    );
    let rolling = service(vec![old(InProgress), ours(Failed)]);
    judge.look(Some(&rolling));
    assert!(matches!(judge.out_of_time(Some(&rolling)).outcome, Outcome::RolledBack { finished: false, .. }));
}
