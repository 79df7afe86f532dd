//! One writer at a time in an environment whose state is local: who comes second is refused, or waits.

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::support::{
    RunResult, RunningProgram, World, assert_refused, assert_run_snapshot, assert_succeeded, deployed,
    prepare_update,
};

const APPLY: [&str; 8] = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--poll-interval", "10ms"];
const FOLDER: &str = "project/terraform/terraform.tfstate.d/dev";

fn lock(world: &World) -> String {
    world.read(&format!("{FOLDER}/deploy.lock"))
}

/// A world in which 1.0.1 is about to follow 1.0.0, and Terraform waits while it applies.
fn about_to_apply() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("wait-in-apply", "");
    world
}

/// A run that applies, and waits in the middle of it.
fn applying(world: &World) -> RunningProgram<'_> {
    let running = world.invocation(&APPLY).start().wait_for_phase("apply");
    world.sandbox.clear_calls();
    world.write("log", "");
    running
}

fn beside(world: &World, line: &str) -> RunResult {
    world.invocation(&line.split(' ').collect::<Vec<_>>()).beside_another().run()
}

#[test]
fn who_comes_second_is_refused_and_told_who_is_at_it() {
    let world = about_to_apply();
    let first = applying(&world);
    for line in [
        "apply --env dev --tag 1.0.2 --yes",
        "all --env dev --tag 1.0.1 --yes",
        "destroy --env dev --yes",
        "redeploy --env dev",
        "tf --env dev -- state rm aws_ecs_service.web",
        "lock --env dev --reason mine",
    ] {
        let run = beside(&world, line);
        assert_refused(&run, 5);
        let told = "error: the environment `dev` is locked by alice@vm since 2";
        assert!(run.stderr.contains(told) && run.stderr.contains("(`apply`: applying)"), "{run}");
    }
    let run = beside(&world, "apply --env dev --tag 1.0.2 --yes");
    assert_succeeded(&first.let_continue().wait());
    assert_eq!(lock(&world), "", "it was given back");
    assert_run_snapshot!(run);
}

#[test]
fn reading_is_free_while_another_run_applies_and_another_environment_is_not_concerned() {
    let world = about_to_apply();
    let first = applying(&world);
    for line in ["output --env dev app_tag", "tf --env dev -- state list", "history --env dev"] {
        assert_succeeded(&beside(&world, line));
    }
    let status = beside(&world, "status --env dev --json");
    let status: Value = serde_json::from_str(&status.stdout).unwrap();
    assert_eq!((&status["lock"]["user"], &status["lock"]["activity"]), (&"alice".into(), &"applying".into()));
    assert_succeeded(&beside(&world, "lock --env prod --reason mine"));
    assert_succeeded(&first.let_continue().wait());
}

#[test]
fn who_waits_applies_after_the_other_run() {
    let world = about_to_apply();
    let first = applying(&world);
    let second = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes", "--no-wait", "--lock-timeout", "1m"];
    let second = world.invocation(&second).beside_another().start().wait_for_output("dev is locked by alice");
    assert_succeeded(&first.let_continue().wait());
    let second = second.wait();
    assert_succeeded(&second);
    assert!(second.stderr.contains("(`apply`: applying): waiting up to 59 s more"), "{second}");
}

#[test]
fn ctrl_c_ends_the_wait_and_the_time_does() {
    let world = about_to_apply();
    let first = applying(&world);
    let wait = |timeout| [&APPLY[..], &["--lock-timeout", timeout]].concat();
    let second = world.invocation(&wait("10m")).beside_another().start();
    let second = second.wait_for_output("dev is locked by alice").signal(Signal::SIGINT).wait();
    assert_eq!(second.code, Some(130), "{second}");
    assert_eq!(second.last_line(), "now: nothing was changed", "{second}");
    let third = world.invocation(&wait("1s")).beside_another().run();
    assert_refused(&third, 5);
    assert_succeeded(&first.let_continue().wait());
}

#[test]
fn the_lock_is_given_back_after_a_failure_and_after_ctrl_c() {
    let world = about_to_apply();
    let interrupted = applying(&world).signal(Signal::SIGINT);
    let interrupted = interrupted.wait_for_note("terraform got SIGINT", 1).let_continue().wait();
    assert_eq!((interrupted.code, lock(&world).as_str()), (Some(130), ""), "{interrupted}");
    let world = about_to_apply();
    world.script("fails-after", "");
    let failed = applying(&world).let_continue().wait();
    assert_eq!((failed.code, lock(&world).as_str()), (Some(1), ""), "{failed}");
}

#[test]
fn what_a_killed_run_has_left_is_said_and_keeps_nobody() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.add_rule("start takes 60000s");
    let killed = world.invocation(&APPLY).start().wait_for_output("worker: deploying worker:2");
    let killed = killed.signal(Signal::SIGKILL).wait();
    assert_eq!(killed.code, None, "{killed}");
    assert!(lock(&world).contains("\"activity\": \"following\""), "{}", lock(&world));
    let run = world.deploy_line("redeploy --env dev --no-wait");
    assert_succeeded(&run);
    let told = "warning: the lock of `dev` was left by a run that did not end: alice@vm since 2";
    assert!(run.stderr.contains(told), "{run}");
    assert!(run.stderr.contains("(`apply`: following the rollout)\n"), "{run}");
}

#[test]
fn a_run_that_is_started_by_the_one_with_the_lock_is_not_kept_by_it() {
    let world = about_to_apply();
    let first = applying(&world);
    let holder: Value = serde_json::from_str(&lock(&world)).unwrap();
    let redeploy = ["redeploy", "--env", "dev", "--no-wait"];
    let nested =
        world.invocation(&redeploy).beside_another().env("DEPLOY_RUN", holder["run"].as_str().unwrap());
    assert_succeeded(&nested.run());
    assert!(lock(&world).contains("\"run\""), "it is still the first one's");
    let inherited = world.read("environment.terraform");
    assert!(inherited.contains(&format!("DEPLOY_RUN={}", holder["run"].as_str().unwrap())), "{inherited}");
    assert_succeeded(&first.let_continue().wait());
}

#[test]
fn a_user_locks_an_environment_and_ends_that() {
    let world = deployed("1.0.0");
    let runs = [
        "lock --env dev --reason migration",
        "lock --env dev --reason again",
        "redeploy --env dev --no-wait",
        "status --env dev",
        "unlock --env dev",
        "unlock --env dev --yes",
        "unlock --env dev --yes",
    ]
    .map(|line| world.deploy_line(line));
    let codes = runs.each_ref().map(|run| run.code.unwrap());
    assert_eq!(codes, [0, 5, 5, 0, 5, 0, 0], "{runs:?}");
    assert!(runs[3].stdout.contains("\nlocked by alice@vm since 2"), "{}", runs[3]);
    let [locked, again, refused, _, not_asked, ended, nothing] = runs;
    for run in [&again, &refused] {
        assert!(run.stderr.contains("(locked by hand: migration)\nhint: `deploy unlock --env dev`"), "{run}");
    }
    insta::with_settings!({ filters => crate::support::FILTERS, omit_expression => true }, {
        insta::assert_snapshot!(format!("{locked}\n{refused}\n{not_asked}\n{ended}\n{nothing}"));
    });
    assert_succeeded(&world.deploy_line("redeploy --env dev --no-wait"));
}

#[test]
fn the_lock_of_a_run_that_is_alive_cannot_be_ended_beside_a_local_state() {
    let world = about_to_apply();
    let first = applying(&world);
    let run = beside(&world, "unlock --env dev --yes");
    assert_refused(&run, 5);
    assert!(
        run.stderr.contains("error: the environment `dev` is locked by a run that is still alive: alice@vm"),
        "{run}"
    );
    assert_succeeded(&first.let_continue().wait());
}

#[test]
fn create_makes_no_workspace_by_its_lock() {
    let world = World::before_create();
    let run = world.deploy_line("create --env dev --yes");
    assert_succeeded(&run);
    assert!(run.calls.contains("workspace select -or-create=true -no-color dev"), "{run}");
    assert_eq!(lock(&world), "");
}

#[test]
fn where_only_terraform_reaches_the_state_there_is_no_lock_and_one_warning() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("backend", r#"{"version":3,"backend":{"type":"gcs","config":{"bucket":"b"}}}"#);
    let run = world.deploy_line("apply --env dev --tag 1.0.1 --yes --no-wait");
    assert_succeeded(&run);
    assert_eq!(run.stderr.matches("warning: ").count(), 1, "{run}");
    let told = "warning: `dev` is not locked against other runs: only Terraform can reach its backend; nor is this run in the history\n";
    assert!(run.stderr.contains(told), "{run}");
    assert!(!world.path(FOLDER).join("deploy-runs").exists());
    assert_refused(&world.deploy_line("history --env dev"), 64);
}
