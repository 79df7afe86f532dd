//! Ends that ECS does not name: a service that is gone, no rollout state, a time-out.

use super::*;

#[test]
fn a_service_that_is_deleted_is_gone_and_one_that_is_missing_for_a_moment_is_not() {
    let mut tracker = by_id();
    assert_eq!(look(&mut tracker, None), TrackerState::Wait);
    let mut draining = service(vec![ours(InProgress)]);
    draining.status = "DRAINING".into();
    assert_eq!(result(look(&mut tracker, Some(&draining))), RolloutResult::Gone);
    assert_eq!(result(until_it_ends(&mut by_id(), None).0), RolloutResult::Gone);
}

#[test]
fn without_a_state_the_counts_decide() {
    let mut counted = ours(InProgress);
    counted.state = None;
    counted.running = 1;
    let mut tracker = by_id();
    assert_eq!(look(&mut tracker, Some(&service(vec![counted.clone()]))), TrackerState::Wait);
    counted.running = 2;
    assert_eq!(look(&mut tracker, Some(&service(vec![counted.clone(), old(Completed)]))), TrackerState::Wait);
    assert_eq!(look(&mut tracker, Some(&service(vec![counted]))), ended(RolloutResult::Completed));
}

#[test]
fn out_of_time_says_how_far_it_was_and_a_known_rollback_stays_one() {
    let mut tracker = by_id();
    let mut half = ours(InProgress);
    half.running = 1;
    let now = service(vec![half, old(Completed)]);
    look(&mut tracker, Some(&now));
    assert_eq!(
        tracker.out_of_time(Some(&now)),
        RolloutOutcome::because(RolloutResult::TimedOut, "1 of 2 tasks run, 0 failed")
    );
    let rolling = service(vec![old(InProgress), ours(Failed)]);
    look(&mut tracker, Some(&rolling));
    assert!(matches!(
        tracker.out_of_time(Some(&rolling)).result,
        RolloutResult::RolledBack { finished: false, .. }
    ));
}
