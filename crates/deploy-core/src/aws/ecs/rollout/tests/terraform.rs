//! Deployments that Terraform made, and whose ids it does not say.

use super::*;

fn by_task_definition(changed: bool) -> RolloutTracker {
    RolloutTracker::new(TargetDeployment::TaskDefinition { definition: NEW.into(), changed }, before())
}

#[test]
fn terraforms_deployment_is_found_by_its_task_definition() {
    let mut tracker = by_task_definition(true);
    assert_eq!(
        tracker.look(Some(&service(vec![old(Completed)]))),
        TrackerState::Wait,
        "it does not show yet"
    );
    assert_eq!(tracker.look(Some(&service(vec![ours(InProgress), old(Completed)]))), TrackerState::Wait);
    assert_eq!(tracker.ours(), Some("ours"));
    assert_eq!(tracker.look(Some(&service(vec![ours(Completed)]))), ended(RolloutResult::Completed));
}

#[test]
fn a_task_definition_may_be_named_in_three_ways() {
    for name in [NEW, "web:2", "web"] {
        let mut tracker = RolloutTracker::new(
            TargetDeployment::TaskDefinition { definition: name.into(), changed: true },
            before(),
        );
        assert_eq!(
            tracker.look(Some(&service(vec![ours(Completed)]))),
            ended(RolloutResult::Completed),
            "{name}"
        );
    }
    let mut tracker = RolloutTracker::new(
        TargetDeployment::TaskDefinition { definition: "web:1".into(), changed: true },
        before(),
    );
    assert_eq!(tracker.look(Some(&service(vec![ours(Completed)]))), TrackerState::Wait);
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
        (ended(RolloutResult::Completed), 1)
    );
}

#[test]
fn a_new_deployment_of_the_same_task_definition_is_waited_for() {
    let mut tracker = by_task_definition(true);
    assert_eq!(tracker.look(Some(&service(vec![deployment("old", NEW, Completed)]))), TrackerState::Wait);
    let rolling = service(vec![ours(InProgress), deployment("old", NEW, Completed)]);
    assert_eq!(tracker.look(Some(&rolling)), TrackerState::Wait);
    assert_eq!(tracker.ours(), Some("ours"));
}

#[test]
fn terraforms_deployment_that_was_rolled_back_before_the_first_poll() {
    let mut tracker = by_task_definition(true);
    let back = service(vec![old(InProgress), ours(Failed)]);
    assert_eq!(tracker.look(Some(&back)), TrackerState::Wait);
    assert_eq!(
        result(tracker.look(Some(&service(vec![old(Completed)])))),
        RolloutResult::RolledBack { to: Some("web:1".into()), finished: true }
    );
}

#[test]
fn another_task_definition_in_our_place_is_somebody_elses() {
    let mut tracker = by_task_definition(true);
    let other = service(vec![deployment("third", OLD, Completed)]);
    assert_eq!(until_it_ends(&mut tracker, Some(&other)).0, TrackerState::Displaced);
    assert_eq!(result(tracker.explain(&other, None)), RolloutResult::Superseded { by: "third".into() });
}
