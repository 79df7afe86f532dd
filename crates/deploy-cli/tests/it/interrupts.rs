//! Signals in each phase: every child process gets SIGINT once, no file is left behind, and the last line says what was
//! changed.

use nix::sys::signal::Signal;

use crate::support::{RunResult, World, deployed, prepare_release, prepare_update};

const ALL: [&str; 6] = ["all", "--tag", "1.0.1", "--env", "dev", "--yes"];
const APPLY: [&str; 6] = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes"];

/// A world in which 1.0.1 is about to follow 1.0.0, and a fake program waits in that phase.
fn waiting_in(phase: &str) -> World {
    let world = deployed("1.0.0");
    let is_pushed = ["apply", "changed"].contains(&phase);
    if is_pushed {
        prepare_update(&world, "1.0.1");
    } else {
        prepare_release(&world, "1.0.1");
    }
    world.script(&format!("wait-in-{phase}"), "");
    world
}

/// Sends the signal once the child process of that phase waits, and lets that continue when it got it.
fn interrupt(world: &World, args: &[&str], phase: &str, signal: Signal) -> RunResult {
    let child = if phase == "build" { "docker" } else { "terraform" };
    let running = world.invocation(args).start().wait_for_phase(phase).signal(signal);
    let run = running.wait_for_note(&got_sigint(child), 1).let_continue().wait();
    assert_eq!(run.calls.matches(&got_sigint(child)).count(), 1, "{run}");
    assert!(!run.calls.contains("times"), "{run}");
    assert_nothing_left(world);
    run
}

fn got_sigint(child: &str) -> String {
    format!("{child} got SIGINT")
}

/// A run removes its folder; only the lock of all of them stays.
fn assert_nothing_left(world: &World) {
    let folder = world.path("home/.local/state/deploy/runs");
    let left = folder.read_dir().into_iter().flatten().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name != "lock").collect::<Vec<_>>(), Vec::<std::ffi::OsString>::new());
}

#[test]
fn an_interrupted_build_changes_nothing() {
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let world = waiting_in("build");
        let run = interrupt(&world, &["build", "--tag", "1.0.1"], "build", signal);
        assert_eq!(run.code, Some(code), "{run}");
        assert_eq!(run.last_line(), "now: nothing was changed", "{run}");
    }
}

#[test]
fn an_interrupted_plan_changes_nothing() {
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let world = waiting_in("plan");
        let run = interrupt(&world, &APPLY, "plan", signal);
        assert_eq!(run.code, Some(code), "{run}");
        assert_eq!(run.last_line(), "now: nothing was changed", "{run}");
        assert!(!run.changed_something(), "{run}");
    }
}

#[test]
fn build_and_plan_at_the_same_time_are_both_interrupted() {
    let world = waiting_in("build");
    world.script("wait-in-plan", "");
    let running =
        world.invocation(&ALL).start().wait_for_phase("build").wait_for_phase("plan").signal(Signal::SIGINT);
    let run = running
        .wait_for_note(&got_sigint("docker"), 1)
        .wait_for_note(&got_sigint("terraform"), 1)
        .let_continue()
        .wait();
    assert_eq!(run.code, Some(130), "{run}");
    assert_eq!(run.calls.matches("got SIGINT").count(), 2, "{run}");
    assert_eq!(run.last_line(), "now: nothing was changed", "{run}");
    assert_nothing_left(&world);
}

#[test]
fn an_apply_interrupted_before_its_first_change_changes_nothing() {
    let world = waiting_in("apply");
    let run = interrupt(&world, &APPLY, "apply", Signal::SIGINT);
    assert_eq!(run.code, Some(130), "{run}");
    assert_eq!(run.last_line(), "now: nothing was changed", "{run}");
}

#[test]
fn an_interrupted_apply_says_what_was_changed() {
    let world = waiting_in("changed");
    let running = world
        .invocation(&ALL)
        .start()
        .wait_for_phase("changed")
        .wait_for_output("update aws_ecs_service.worker");
    let run =
        running.signal(Signal::SIGTERM).wait_for_note(&got_sigint("terraform"), 1).let_continue().wait();
    assert_eq!(run.code, Some(143), "{run}");
    let registry = "the registry has REGISTRY/app_base:1.0.1, REGISTRY/worker:1.0.1";
    let services = "aws_ecs_service.web, aws_ecs_service.worker may be rolling out in ECS";
    assert_eq!(run.last_line(), format!("now: {registry}; 2 resources were changed; {services}"), "{run}");
    assert_nothing_left(&world);
}

#[test]
fn an_interrupted_rollout_continues_in_ecs() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.add_rule("start takes 60000s");
    let apply = [&APPLY[..], &["--poll-interval", "10ms"]].concat();
    let running = world.invocation(&apply).start().wait_for_output("worker: deploying worker:2");
    let run = running.signal(Signal::SIGINT).wait();
    assert_eq!(run.code, Some(130), "{run}");
    let continues = "web is still rolling out in ECS; worker is still rolling out in ECS";
    assert_eq!(run.last_line(), format!("now: 2 resources were changed; {continues}"), "{run}");
    assert_nothing_left(&world);
}

#[test]
fn a_second_signal_warns_and_a_third_one_kills_the_child() {
    let world = waiting_in("apply");
    let running = world.invocation(&APPLY).start().wait_for_phase("apply").signal(Signal::SIGINT);
    let running = running.wait_for_note(&got_sigint("terraform"), 1).signal(Signal::SIGINT);
    let running =
        running.wait_for_output("warning: still waiting for `terraform` to end").signal(Signal::SIGINT);
    let run = running.wait();
    assert_eq!(run.code, Some(130), "{run}");
    assert_eq!(run.calls.matches("got SIGINT").count(), 1, "{run}");
    assert!(run.stderr.contains("a third signal kills it"), "{run}");
    assert!(run.last_line().starts_with("now: "), "{run}");
    assert_nothing_left(&world);
}

#[test]
fn a_child_that_reads_the_terminal_gets_ctrl_c_only_from_there() {
    let world = waiting_in("other");
    let console = world.invocation(&["tf", "--env", "dev", "--", "console"]).on_terminal().start();
    let run = console
        .wait_for_phase("other")
        .type_keys("\u{3}")
        .wait_for_note(&got_sigint("terraform"), 1)
        .let_continue()
        .wait();
    assert_eq!(run.calls.matches("got SIGINT").count(), 1, "{run}");
    assert!(!run.calls.contains("times"), "{run}");
    assert_ne!(run.code, Some(0), "{run}");
}

#[test]
fn the_plan_is_stopped_when_the_build_fails() {
    let world = waiting_in("plan");
    world.script("wait-in-build", "");
    world.script("build-fails", "");
    let running = world.invocation(&ALL).start().wait_for_phase("plan").wait_for_phase("build");
    world.remove("script/wait-in-build");
    world.write("continue-build", "");
    let run = running.wait_for_note(&got_sigint("terraform"), 1).let_continue().wait();
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("error: ") && !run.stderr.contains("interrupted"), "{run}");
    assert!(!run.calls.contains(" apply "), "{run}");
    assert_nothing_left(&world);
}

#[test]
fn the_next_run_removes_what_a_killed_run_left() {
    let world = waiting_in("plan");
    let killed =
        world.invocation(&APPLY).start().wait_for_phase("plan").signal(Signal::SIGKILL).let_continue().wait();
    assert_eq!(killed.code, None, "{killed}");
    world.remove("script/wait-in-plan");
    let run = world.deploy(&["plan", "--env", "dev"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_nothing_left(&world);
}

#[test]
fn what_reads_the_terminal_is_decided_by_standard_input() {
    let world = deployed("1.0.0");
    let console = ["tf", "--env", "dev", "--", "console", "2>errors"];
    let run = world.invocation(&console).on_terminal().start().wait();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(!world.read("environment.terraform").contains("TF_INPUT"), "{run}");
}

#[test]
fn a_file_that_changes_during_the_apply_does_not_keep_the_rollout_from_being_followed() {
    let world = waiting_in("apply");
    let apply = [&APPLY[..], &["--poll-interval", "10ms"]].concat();
    let running = world.invocation(&apply).start().wait_for_phase("apply");
    world.write("project/terraform/.terraform.lock.hcl", "# another provider\n");
    let run = running.let_continue().wait();
    assert_eq!(run.code, Some(0), "{run}");
}
