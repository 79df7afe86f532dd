//! Deployments that Terraform made, and whose ids it does not say.

use super::*;

fn by_task_definition(changed: bool) -> Judge {
    Judge::new(Aim::TaskDefinition { arn: NEW.into(), changed }, before())
}

#[test]
fn terraforms_deployment_is_found_by_its_task_definition() {
    let mut judge = by_task_definition(true);
    assert_eq!(judge.look(Some(&service(vec![old(Completed)]))), Judgement::Wait, "it does not show yet");
    assert_eq!(judge.look(Some(&service(vec![ours(InProgress), old(Completed)]))), Judgement::Wait);
    assert_eq!(judge.ours(), Some("ours"));
    assert_eq!(judge.look(Some(&service(vec![ours(Completed)]))), ended(Outcome::Completed));
}

#[test]
fn a_task_definition_may_be_named_in_three_ways() {
    for name in [NEW, "web:2", "web"] {
        let mut judge = Judge::new(Aim::TaskDefinition { arn: name.into(), changed: true }, before());
        assert_eq!(judge.look(Some(&service(vec![ours(Completed)]))), ended(Outcome::Completed), "{name}");
    }
    let mut judge = Judge::new(Aim::TaskDefinition { arn: "web:1".into(), changed: true }, before());
    assert_eq!(judge.look(Some(&service(vec![ours(Completed)]))), Judgement::Wait);
}

#[test]
fn a_change_that_makes_no_deployment_is_believed_only_when_it_has_settled() {
    let same = service(vec![deployment("old", NEW, Completed)]);
    assert_eq!(until_it_speaks(&mut by_task_definition(true), Some(&same)), (ended(Outcome::Completed), 3));
    assert_eq!(until_it_speaks(&mut by_task_definition(false), Some(&same)), (ended(Outcome::Completed), 1));
}

#[test]
fn a_new_deployment_of_the_same_task_definition_is_waited_for() {
    let mut judge = by_task_definition(true);
    assert_eq!(judge.look(Some(&service(vec![deployment("old", NEW, Completed)]))), Judgement::Wait);
    let rolling = service(vec![ours(InProgress), deployment("old", NEW, Completed)]);
    assert_eq!(judge.look(Some(&rolling)), Judgement::Wait);
    assert_eq!(judge.ours(), Some("ours"));
}

#[test]
fn terraforms_deployment_that_was_rolled_back_before_the_first_poll() {
    let mut judge = by_task_definition(true);
    let back = service(vec![old(InProgress), ours(Failed)]);
    assert_eq!(judge.look(Some(&back)), Judgement::Wait);
    assert_eq!(
        outcome(judge.look(Some(&service(vec![old(Completed)])))),
        Outcome::RolledBack { to: Some("web:1".into()), finished: true }
    );
}

#[test]
fn another_task_definition_in_our_place_is_somebody_elses() {
    let mut judge = by_task_definition(true);
    let other = service(vec![deployment("third", OLD, Completed)]);
    assert_eq!(until_it_speaks(&mut judge, Some(&other)).0, Judgement::Displaced);
    assert_eq!(outcome(judge.explain(&other, None)), Outcome::Superseded { by: "third".into() });
}
