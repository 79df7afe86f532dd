//! What becomes of an apply whose run is killed: Terraform comes to its end, and the next run says how.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::support::{RunResult, STATE, World, assert_refused, assert_succeeded, deployed, prepare_update};

const APPLY: &str = "apply --env dev --tag 1.0.1 --yes --poll-interval 10ms";

/// A world in which a run was killed while Terraform, which still waits, applies.
fn killed() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("wait-in-apply", "");
    let words = APPLY.split(' ').collect::<Vec<_>>();
    let run = world.invocation(&words).start().wait_for_phase("apply").signal(Signal::SIGKILL).wait();
    assert_eq!(run.code, None, "{run}");
    world.remove("script/wait-in-apply");
    world
}

/// Lets Terraform continue, and returns the first run after its end.
fn first_run_after_its_end(world: &World) -> RunResult {
    world.write("continue", "");
    let start = Instant::now();
    loop {
        let run = world.deploy_line("tf --env dev -- state list");
        if !run.stderr.contains("Terraform is applying to `dev` since ") {
            return run;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "{run}");
    }
}

fn serial(world: &World) -> u64 {
    serde_json::from_str::<Value>(&world.read(STATE)).unwrap()["serial"].as_u64().unwrap()
}

#[test]
fn terraform_comes_to_its_end_and_the_next_run_says_so() {
    let world = killed();
    let run = first_run_after_its_end(&world);
    assert_succeeded(&run);
    let told = "warning: the run was killed whose apply to `dev` began at 2";
    assert!(run.stderr.contains(told), "{run}");
    assert!(run.stderr.contains("Z and was completed after 2 changes (2 updated)\n"), "{run}");
    assert!(world.path("apply-ended").exists() && serial(&world) == 4);
    let run = world.deploy_line("tf --env dev -- state list");
    assert!(!run.stderr.contains("warning"), "it is told once: {run}");
}

#[test]
fn nothing_else_is_changed_while_terraform_is_at_it() {
    let world = killed();
    for line in [APPLY, "destroy --env dev --yes"] {
        let run = world.deploy_line(line);
        assert_refused(&run, 5);
        assert!(run.stderr.contains("error: Terraform is applying to `dev` since 2"), "{run}");
    }
    first_run_after_its_end(&world);
    assert_succeeded(&world.deploy_line("apply --env dev --tag 1.0.1 --yes --no-wait"));
}

#[test]
fn an_apply_that_failed_without_its_run_is_told_with_its_error() {
    let world = killed();
    world.script("fails-after", "");
    let stream = world.read("script/stream");
    let half = stream.split_inclusive('\n').take(3).collect::<String>();
    world.script("stream", &half);
    let run = first_run_after_its_end(&world);
    let told = "did not complete after 1 change (1 updated); unfinished: aws_ecs_service.worker; AccessDenied\nhint: ";
    assert!(run.stderr.contains(told), "{run}");
}
