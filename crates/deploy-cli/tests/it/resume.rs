//! `deploy resume`: what is left to do of a run that did not come to its end.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::support::{
    RunResult, World, assert_refused, assert_run_snapshot, assert_succeeded, deployed, prepare_release,
    prepare_update,
};

const APPLY: &str = "apply --env dev --tag 1.0.1 --yes --poll-interval 10ms";
const RESUME: &str = "resume --env dev --yes --poll-interval 10ms";

fn updated() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world
}

fn start<'w>(world: &'w World, line: &str) -> crate::support::RunningProgram<'w> {
    world.invocation(&line.split(' ').collect::<Vec<_>>()).start()
}

/// Resumes once the Terraform of the killed run has ended.
fn resume_after_terraform(world: &World, resume: &str) -> RunResult {
    world.remove("script/wait-in-apply");
    world.write("continue", "");
    let begun = Instant::now();
    loop {
        let run = world.deploy_line(resume);
        if !run.stderr.contains("error: Terraform is applying to `dev`") {
            return run;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{run}");
    }
}

#[test]
fn after_a_run_that_was_killed_while_it_applied_it_plans_anew_with_the_same_tag() {
    let world = updated();
    world.script("wait-in-apply", "");
    start(&world, APPLY).wait_for_phase("apply").signal(Signal::SIGKILL).wait();
    // The fake Terraform finds the same changes again, although they were made.
    let run = resume_after_terraform(&world, "resume --env dev --yes --no-wait");
    assert_succeeded(&run);
    let told = "stopped while it was applying: planning anew";
    assert!(run.stderr.contains("`apply` by alice@vm of 2") && run.stderr.contains(told), "{run}");
    assert!(run.stderr.contains("tag 1.0.1, from the last run"), "{run}");
    let at = |word: &str| run.calls.find(word).unwrap_or_else(|| panic!("{word}: {run}"));
    assert!(at("terraform[dev] plan") < at("terraform[dev] apply"), "{run}");
    assert!(run.calls.contains("app_tag=1.0.1") && !run.calls.contains("engine POST"), "{run}");
}

#[test]
fn what_was_applied_is_followed() {
    let world = updated();
    world.add_rule("start takes 30s");
    let killed =
        start(&world, APPLY).wait_for_output("worker: deploying worker:2").signal(Signal::SIGKILL).wait();
    assert_eq!(killed.code, None, "{killed}");
    let run = world.deploy_line("resume --env dev --poll-interval 10ms");
    assert_succeeded(&run);
    assert!(
        run.stderr.contains("stopped while it was following the rollout: the rollout is followed again"),
        "{run}"
    );
    assert!(!run.calls.contains(" apply ") && !run.calls.contains("Update"), "{run}");
    assert_run_snapshot!(run);
    let again = world.deploy_line("resume --env dev");
    assert!(again.code == Some(0) && again.last_line().starts_with("done: nothing to resume: "), "{again}");
}

#[test]
fn a_rollout_that_fails_after_the_run_was_lost_is_the_same_failure() {
    let world = updated();
    world.add_rule("on web crash");
    let interrupted =
        start(&world, APPLY).wait_for_output("worker: deploying worker:2").signal(Signal::SIGINT);
    let interrupted = interrupted.wait();
    assert_eq!(interrupted.code, Some(130), "{interrupted}");
    let run = world.deploy_line("resume --env dev --poll-interval 10ms");
    assert_eq!(run.code, Some(3), "{run}");
}

#[test]
fn after_a_run_that_was_killed_before_it_applied_it_plans_anew() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    world.script("wait-in-plan", "");
    let all = start(&world, "all --env dev --tag 1.0.1 --yes").wait_for_phase("plan");
    let are_pushed = || world.read("stderr").matches("    pushed ").count() == 2;
    let killed = all.wait_until(are_pushed).signal(Signal::SIGKILL).wait();
    assert_eq!(killed.code, None, "{killed}");
    world.remove("script/wait-in-plan");
    let run = world.deploy_line(RESUME);
    assert_succeeded(&run);
    assert!(run.stderr.contains("stopped while it was building and pushing images: planning anew"), "{run}");
    assert!(run.calls.contains("terraform[dev] apply") && !run.calls.contains("engine POST"), "{run}");
}

#[test]
fn there_is_nothing_to_resume_after_a_run_that_has_ended() {
    let world = updated();
    let run = world.deploy_line("resume --env dev");
    assert_succeeded(&run);
    assert_eq!(run.last_line(), "done: nothing to resume: no run has changed dev");
    assert_succeeded(&world.deploy_line(APPLY));
    let run = world.deploy_line("resume --env dev");
    assert_succeeded(&run);
    assert!(
        run.last_line().starts_with("done: nothing to resume: the last run in dev, `apply` of 2"),
        "{run}"
    );
}

#[test]
fn consent_is_needed_as_for_apply() {
    let world = updated();
    world.script("fails-after", "");
    assert_eq!(world.deploy_line(APPLY).code, Some(1));
    assert_refused(&world.deploy_line("resume --env dev"), 5);
    world.write("project/deploy.toml", "[env.dev]\nprotected = true\n");
    assert_refused(&world.deploy_line(RESUME), 5);
}

#[test]
fn what_is_simply_run_again_is_not_resumed() {
    let world = deployed("1.0.0");
    world.script("exit", "1");
    assert_eq!(world.deploy_line("tf --env dev -- state rm aws_ecs_service.web").code, Some(1));
    let run = world.deploy_line(RESUME);
    assert_refused(&run, 64);
    let told = "error: the last run in `dev` was `tf state rm`, which cannot be resumed\n";
    assert!(run.stderr.contains(told), "{run}");
}
