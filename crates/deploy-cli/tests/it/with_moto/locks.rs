//! The lock and the history as objects beside a state in S3.

use nix::sys::signal::Signal;
use sandbox::{Fault, Kind};

use super::super::support::{
    RunningProgram, World, assert_refused, assert_run_snapshot, assert_succeeded, prepare_update,
};
use super::bucket::{buckets, prepared_in_bucket};

const APPLY: &str = "apply --env dev --tag 1.0.1 --yes --no-wait";

/// A world in which 1.0.1 is about to follow 1.0.0.
fn updated(buckets: &str) -> World {
    prepared_in_bucket(buckets, |world| prepare_update(world, "1.0.1"))
}

fn applying(world: &World) -> RunningProgram<'_> {
    world.script("wait-in-apply", "");
    world.invocation(&APPLY.split(' ').collect::<Vec<_>>()).start().wait_for_phase("apply")
}

fn s3_calls(calls: &str) -> String {
    calls.lines().filter(|line| line.starts_with("aws s3")).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_applies_and_the_other_is_told_who_it_is() {
    let buckets = buckets();
    let world = updated(&buckets.endpoint());
    let first = applying(&world);
    // Another checkout knows nothing of the Terraform that applies.
    let other = world.invocation(&APPLY.split(' ').collect::<Vec<_>>()).beside_another();
    let other = other.env("HOME", world.path("other-home").to_str().unwrap()).env("DEPLOY_USER", "bob").run();
    assert_eq!(other.code, Some(5), "{other}");
    let told = "error: the environment `dev` is locked by alice@vm since 2";
    assert!(other.stderr.contains(told) && other.stderr.contains("(`apply`: applying)"), "{other}");
    let first = first.let_continue().wait();
    assert_succeeded(&first);
    assert_succeeded(&world.deploy_line("redeploy --env dev --no-wait"));
    let history = world.deploy_line("history --env dev");
    assert_eq!(history.stdout.matches("  completed\n").count(), 2, "{history}");
}

#[test]
fn an_apply_makes_few_calls_for_its_lock_and_its_history() {
    let buckets = buckets();
    let run = updated(&buckets.endpoint()).deploy_line(APPLY);
    assert_succeeded(&run);
    insta::assert_snapshot!(s3_calls(&run.calls), @"
    aws s3 ListObjectsV2 200
    aws s3 GetObject 404
    aws s3 GetObject 200
    aws s3 PutObject 200 (2 times)
    aws s3 PutObject 200
    aws s3 DeleteObject 204
    ");
}

#[test]
fn the_lock_of_a_run_that_was_killed_while_it_applied_stays_until_a_user_ends_it() {
    let buckets = buckets();
    let world = updated(&buckets.endpoint());
    assert_eq!(applying(&world).signal(Signal::SIGKILL).wait().code, None);
    world.remove("script/wait-in-apply");
    world.write("continue", "");
    let redeploy = "redeploy --env dev --no-wait";
    let run = world.deploy_line(redeploy);
    assert_eq!(run.code, Some(5), "{run}");
    assert!(
        run.stderr.contains("if you know that it is dead, `deploy unlock --env dev` ends its lock"),
        "{run}"
    );
    let status = world.deploy_line("status --env dev");
    assert!(status.stdout.contains("\nlocked by alice@vm since 2"), "{status}");
    assert_refused(&world.deploy_line("unlock --env dev"), 5);
    let unlocked = world.deploy_line("unlock --env dev --yes");
    assert_succeeded(&unlocked);
    assert_run_snapshot!(unlocked);
    assert_succeeded(&world.deploy_line(redeploy));
}

#[test]
fn without_permission_there_is_no_lock_and_one_warning() {
    let buckets = buckets();
    let world = updated(&buckets.endpoint());
    world.sandbox.fault(Fault::new("s3:PutObject", Kind::Denied));
    let run = world.deploy_line(APPLY);
    assert_succeeded(&run);
    assert_eq!(run.stderr.matches("warning: ").count(), 1, "{run}");
    let told = "warning: `dev` is not locked against other runs: PutObject: AccessDenied: ";
    assert!(run.stderr.contains(told), "{run}");
    let run = world.deploy_line("lock --env dev --reason mine");
    assert_eq!(run.code, Some(64), "{run}");
    assert!(run.stderr.contains("error: the environment `dev` cannot be locked: PutObject: "), "{run}");
}
