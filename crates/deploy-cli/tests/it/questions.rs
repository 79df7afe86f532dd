//! The question before something is changed, on a terminal. Standard error and output are one there.

use crate::world::{Ran, Running, World};

const QUESTION: &str = "Apply this to dev with tag 1.0.1? [yes/no]";

fn asked(world: &World) -> Running<'_> {
    world.brings("1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--poll-interval", "10ms"];
    world.invocation(&apply).on_terminal().start().said(QUESTION)
}

/// The plan is in view before the question, and nothing was applied.
fn assert_not_applied(ran: &Ran, code: i32) {
    assert_eq!(ran.code, Some(code), "{ran}");
    assert!(
        ran.stdout.find("Plan: 0 to add, 1 to change").unwrap() < ran.stdout.find(QUESTION).unwrap(),
        "{ran}"
    );
    assert!(!ran.changed_something(), "{ran}");
}

#[test]
fn no_changes_nothing() {
    for answer in ["no\n", "\n", "yess\n"] {
        let ran = asked(&World::running("1.0.0")).types(answer).wait();
        assert_not_applied(&ran, 5);
        assert!(ran.stdout.contains("error: not confirmed"), "{ran}");
    }
}

#[test]
fn yes_applies() {
    let ran = asked(&World::running("1.0.0")).types("yes\n").wait();
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("terraform[dev] apply"), "{ran}");
}

#[test]
fn ctrl_c_at_the_question() {
    let ran = asked(&World::running("1.0.0")).types("\u{3}").wait();
    assert_not_applied(&ran, 130);
    assert_eq!(ran.stdout.lines().last(), Some("now: nothing was changed"), "{ran}");
}

#[test]
fn what_is_destroyed_must_be_typed() {
    let world = World::running("1.0.0");
    world.script("changes", "");
    let destroy = || world.invocation(&["destroy", "--env", "dev"]).on_terminal().start();
    let ran = destroy().said("type the environment's name:").types("yes\n").wait();
    assert_not_destroyed(&ran);
    let ran = destroy().said("type the environment's name:").types("dev\n").wait();
    assert_eq!(ran.code, Some(0), "{ran}");
}

fn assert_not_destroyed(ran: &Ran) {
    assert_eq!(ran.code, Some(5), "{ran}");
    assert!(!ran.calls.contains(" apply "), "{ran}");
}
