//! Ctrl-C in each phase: every child hears it once, nothing is left behind, and the last line says what is true now.

use nix::sys::signal::Signal;

use crate::world::{Ran, World};

const ALL: [&str; 6] = ["all", "--tag", "1.0.1", "--env", "dev", "--yes"];
const APPLY: [&str; 6] = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes"];

/// A world in which 1.0.1 is about to follow 1.0.0, and a stand-in stays in that phase.
fn holding(phase: &str) -> World {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world.script(&format!("hold-{phase}"), "");
    world
}

/// Sends the signal once the child of that phase holds, and lets it go on when it has heard.
fn interrupted(world: &World, args: &[&str], phase: &str, signal: Signal) -> Ran {
    let child = if phase == "build" { "docker" } else { "terraform" };
    let running = world.invocation(args).start().begun(phase).signal(signal);
    let ran = running.noted(&heard(child), 1).release().wait();
    assert_eq!(ran.calls.matches(&heard(child)).count(), 1, "{ran}");
    assert!(!ran.calls.contains("times"), "{ran}");
    assert_nothing_left(world);
    ran
}

fn heard(child: &str) -> String {
    format!("{child} got SIGINT")
}

/// What a run keeps in `.deploy/run` goes with it.
fn assert_nothing_left(world: &World) {
    let run = world.path("project/.deploy/run");
    let left: Vec<_> = run.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    assert_eq!(left, Vec::<std::path::PathBuf>::new());
}

#[test]
fn during_a_build() {
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let world = holding("build");
        let ran = interrupted(&world, &["build", "--tag", "1.0.1"], "build", signal);
        assert_eq!(ran.code, Some(code), "{ran}");
        assert_eq!(ran.last_line(), "now: nothing was changed", "{ran}");
    }
}

#[test]
fn during_a_plan() {
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let world = holding("plan");
        let ran = interrupted(&world, &APPLY, "plan", signal);
        assert_eq!(ran.code, Some(code), "{ran}");
        assert_eq!(ran.last_line(), "now: nothing was changed", "{ran}");
        assert!(!ran.changed_something(), "{ran}");
    }
}

#[test]
fn while_building_and_planning_at_the_same_time() {
    let world = holding("build");
    world.script("hold-plan", "");
    let running = world.invocation(&ALL).start().begun("build").begun("plan").signal(Signal::SIGINT);
    let ran = running.noted(&heard("docker"), 1).noted(&heard("terraform"), 1).release().wait();
    assert_eq!(ran.code, Some(130), "{ran}");
    assert_eq!(ran.calls.matches("got SIGINT").count(), 2, "{ran}");
    assert_eq!(ran.last_line(), "now: nothing was changed", "{ran}");
    assert_nothing_left(&world);
}

#[test]
fn during_an_apply_that_has_changed_nothing_yet() {
    let world = holding("apply");
    let ran = interrupted(&world, &APPLY, "apply", Signal::SIGINT);
    assert_eq!(ran.code, Some(130), "{ran}");
    assert_eq!(ran.last_line(), "now: nothing was changed", "{ran}");
}

#[test]
fn during_an_apply_that_has_changed_things() {
    let world = holding("changed");
    let running = world.invocation(&ALL).start().begun("changed").said("update aws_ecs_service.worker");
    let ran = running.signal(Signal::SIGTERM).noted(&heard("terraform"), 1).release().wait();
    assert_eq!(ran.code, Some(143), "{ran}");
    let registry = "the registry has REGISTRY/app_base:1.0.1, REGISTRY/worker:1.0.1";
    let services = "aws_ecs_service.web, aws_ecs_service.worker may be rolling out, as `deploy status` shows";
    assert_eq!(ran.last_line(), format!("now: {registry}; 2 resources were changed; {services}"), "{ran}");
    assert_nothing_left(&world);
}

#[test]
fn during_a_rollout() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world.sandbox.ecs(|ecs| ecs.rule("start takes 60000s".parse().unwrap()));
    let apply = [&APPLY[..], &["--poll-interval", "10ms"]].concat();
    let running = world.invocation(&apply).start().said("worker: rolls out worker:2");
    let ran = running.signal(Signal::SIGINT).wait();
    assert_eq!(ran.code, Some(130), "{ran}");
    let goes_on = "the rollout of web goes on in ECS; the rollout of worker goes on in ECS";
    assert_eq!(ran.last_line(), format!("now: 2 resources were changed; {goes_on}"), "{ran}");
    assert_nothing_left(&world);
}

#[test]
fn a_second_signal_only_warns_and_a_third_one_kills() {
    let world = holding("apply");
    let running = world.invocation(&APPLY).start().begun("apply").signal(Signal::SIGINT);
    let running = running.noted(&heard("terraform"), 1).signal(Signal::SIGINT);
    let running = running.said("warning: still waiting for `terraform` to end").signal(Signal::SIGINT);
    let ran = running.wait();
    assert_eq!(ran.code, Some(130), "{ran}");
    assert_eq!(ran.calls.matches("got SIGINT").count(), 1, "{ran}");
    assert!(ran.stderr.contains("a third signal kills it"), "{ran}");
    assert!(ran.last_line().starts_with("now: "), "{ran}");
    assert_nothing_left(&world);
}

#[test]
fn a_child_that_reads_the_terminal_hears_ctrl_c_from_it_alone() {
    let world = holding("other");
    let console = world.invocation(&["tf", "--env", "dev", "--", "console"]).on_terminal().start();
    let ran = console.begun("other").types("\u{3}").noted(&heard("terraform"), 1).release().wait();
    assert_eq!(ran.calls.matches("got SIGINT").count(), 1, "{ran}");
    assert!(!ran.calls.contains("times"), "{ran}");
    assert_ne!(ran.code, Some(0), "{ran}");
}

#[test]
fn the_other_side_is_stopped_when_one_fails() {
    let world = holding("plan");
    world.script("hold-build", "");
    world.script("build-fails", "");
    let running = world.invocation(&ALL).start().begun("plan").begun("build");
    world.remove("script/hold-build");
    world.write("go-build", "");
    let ran = running.noted(&heard("terraform"), 1).release().wait();
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("error: ") && !ran.stderr.contains("interrupted"), "{ran}");
    assert!(!ran.calls.contains(" apply "), "{ran}");
    assert_nothing_left(&world);
}

#[test]
fn what_a_killed_run_left_goes_at_the_next_start() {
    let world = holding("plan");
    let killed = world.invocation(&APPLY).start().begun("plan").signal(Signal::SIGKILL).release().wait();
    assert_eq!(killed.code, None, "{killed}");
    world.remove("script/hold-plan");
    let ran = world.deploy(&["plan", "--env", "dev"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_nothing_left(&world);
}
