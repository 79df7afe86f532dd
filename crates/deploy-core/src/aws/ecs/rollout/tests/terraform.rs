//! Deployments that Terraform made, and whose ids it does not say.

use super::*;

fn by_task_definition(changed: bool) -> RolloutTracker {
    RolloutTracker::new(
        TargetDeployment::TaskDefinition { definition: NEW.into(), changed, new: false },
        before(),
    )
}

#[test]
fn terraforms_deployment_is_found_by_its_task_definition() {
    let mut tracker = by_task_definition(true);
    assert_eq!(
        look(&mut tracker, Some(&service(vec![old(Completed)]))),
        TrackerState::Wait,
        "it does not show yet"
    );
    assert_eq!(
        look(&mut tracker, Some(&service(vec![ours(InProgress), old(Completed)]))),
        TrackerState::Wait
    );
    assert_eq!(tracker.ours(), Some("ours"));
    assert_eq!(look(&mut tracker, Some(&service(vec![ours(Completed)]))), ended(RolloutResult::Completed));
}

#[test]
fn a_task_definition_may_be_named_in_three_ways() {
    for name in [NEW, "web:2", "web"] {
        let mut tracker = RolloutTracker::new(
            TargetDeployment::TaskDefinition { definition: name.into(), changed: true, new: false },
            before(),
        );
        assert_eq!(
            look(&mut tracker, Some(&service(vec![ours(Completed)]))),
            ended(RolloutResult::Completed),
            "{name}"
        );
    }
    let mut tracker = RolloutTracker::new(
        TargetDeployment::TaskDefinition { definition: "web:1".into(), changed: true, new: false },
        before(),
    );
    assert_eq!(look(&mut tracker, Some(&service(vec![ours(Completed)]))), TrackerState::Wait);
}

#[test]
fn a_change_that_makes_no_deployment_is_believed_only_when_it_has_settled() {
    let same = service(vec![deployment("old", NEW, Completed)]);
    assert_eq!(
        until_it_ends(&mut by_task_definition(true), Some(&same)),
        (ended(RolloutResult::Completed), 3)
    );
    assert_eq!(
        until_it_ends(&mut by_task_definition(false), Some(&same)),
        (ended(RolloutResult::Unchanged), 1)
    );
}

#[test]
fn a_new_deployment_of_the_same_task_definition_is_waited_for() {
    let mut tracker = by_task_definition(true);
    assert_eq!(
        look(&mut tracker, Some(&service(vec![deployment("old", NEW, Completed)]))),
        TrackerState::Wait
    );
    let rolling = service(vec![ours(InProgress), deployment("old", NEW, Completed)]);
    assert_eq!(look(&mut tracker, Some(&rolling)), TrackerState::Wait);
    assert_eq!(tracker.ours(), Some("ours"));
}

#[test]
fn terraforms_deployment_that_was_rolled_back_before_the_first_poll() {
    let mut tracker = by_task_definition(true);
    let back = service(vec![old(InProgress), ours(Failed)]);
    assert_eq!(look(&mut tracker, Some(&back)), TrackerState::Wait);
    assert_eq!(
        result(look(&mut tracker, Some(&service(vec![old(Completed)])))),
        RolloutResult::RolledBack { to: Some("web:1".into()), finished: true, by: None }
    );
}

#[test]
fn another_task_definition_in_our_place_is_somebody_elses() {
    let mut tracker = by_task_definition(true);
    let other = service(vec![deployment("third", OLD, Completed)]);
    assert_eq!(until_it_ends(&mut tracker, Some(&other)).0, TrackerState::Displaced);
    assert_eq!(result(tracker.explain(&other, None)), RolloutResult::Superseded { by: "third".into() });
}

fn by_new_task_definition() -> RolloutTracker {
    let target = TargetDeployment::TaskDefinition { definition: NEW.into(), changed: true, new: true };
    RolloutTracker::new(target, before())
}

/// As a provider leaves it that waits for a steady state: the rollback is over before the first poll.
#[test]
fn a_rollback_that_was_over_before_the_first_poll_is_known_by_the_service_deployments() {
    let mut tracker = by_new_task_definition();
    let back = service(vec![old(Completed)]);
    assert_eq!(look(&mut tracker, Some(&back)), TrackerState::Wait);
    assert!(tracker.unseen_definition().is_some());
    let status = ServiceDeployment {
        arn: "sd".into(),
        deployment: "ours".into(),
        status: "ROLLBACK_SUCCESSFUL".into(),
        reason: Some("too many".into()),
        ..ServiceDeployment::default()
    };
    tracker.found(&status);
    let rolled_back = RolloutResult::RolledBack { to: Some("web:1".into()), finished: true, by: None };
    assert_eq!(
        tracker.explain(&back, Some(&status)),
        TrackerState::Ended(RolloutOutcome::because(rolled_back, "too many"))
    );
}

#[test]
fn the_old_deployment_never_counts_for_a_revision_that_is_new() {
    let mut tracker = by_new_task_definition();
    let (end, _) = until_it_ends(&mut tracker, Some(&service(vec![deployment("old", NEW, Completed)])));
    assert_eq!(end, TrackerState::Displaced);
}

#[test]
fn tasks_that_are_missing_are_not_unchanged_and_not_complete() {
    let mut short = service(vec![deployment("old", NEW, Completed)]);
    short.running = 0;
    let (end, _) = until_it_ends(&mut by_task_definition(false), Some(&short));
    assert_eq!(
        end,
        TrackerState::Ended(RolloutOutcome::because(RolloutResult::NotAsApplied, "0 of 2 tasks run"))
    );
    let mut tracker = by_task_definition(true);
    for _ in 0..200 {
        assert_eq!(look(&mut tracker, Some(&short)), TrackerState::Wait, "more tasks were asked for");
    }
}

#[test]
fn a_service_without_desired_tasks_says_so() {
    let mut none = service(vec![deployment("old", NEW, Completed)]);
    (none.running, none.desired) = (0, 0);
    let TrackerState::Ended(outcome) = look(&mut by_task_definition(false), Some(&none)) else { panic!() };
    assert_eq!(outcome.reason.as_deref(), Some("its desired count is 0: it has no tasks"));
}
