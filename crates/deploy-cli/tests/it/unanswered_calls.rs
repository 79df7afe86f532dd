//! Requests to stop while AWS does not answer.

use nix::sys::signal::Signal;
use sandbox::{Fault, Kind};

use crate::support::one_off_task::world_with_job;
use crate::support::{RunningProgram, World, deployed, prepare_update};

/// Starts a run whose calls are never answered, and waits until it has made that call `times` times. Without an end by the
/// user it would take an hour.
fn unanswered<'w>(world: &'w World, command: &str, operation: &str, times: usize) -> RunningProgram<'w> {
    let name = operation.split(':').nth(1).unwrap();
    let before = world.count_calls(name);
    let words = command.split(' ').collect::<Vec<_>>();
    let running = world.invocation(&words).env("DEPLOY_AWS_TIMEOUT", "1h").start();
    running.wait_until(|| world.count_calls(name) >= before + times)
}

#[test]
fn a_call_that_reads_ends_with_the_first_request() {
    for (command, operation) in [
        ("status --env dev", "ecs:DescribeServices"),
        ("plan --env dev --tag 1.0.1", "sts:GetCallerIdentity"),
        ("plan --env dev", "ecs:DescribeTaskDefinition"),
        ("apply --env dev --tag 1.0.1 --yes", "ecr:BatchGetImage"),
        ("redeploy --env dev", "ecs:DescribeServices"),
        ("create --env dev", "ecr:DescribeRepositories"),
    ] {
        let world = deployed("1.0.0");
        prepare_update(&world, "1.0.1");
        world.sandbox.fault(Fault::new(operation, Kind::Blackhole));
        let run = unanswered(&world, command, operation, 1).signal(Signal::SIGINT).wait();
        assert_eq!(run.code, Some(130), "{run}");
        assert_eq!(run.last_line(), "now: nothing was changed", "{run}");
    }
}

#[test]
fn a_poll_of_a_rollout_ends_with_the_first_request() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    // The services are read before the plan is confirmed and before it is applied.
    world.sandbox.fault(Fault::new("ecs:DescribeServices", Kind::Blackhole).after(2));
    let apply = "apply --env dev --tag 1.0.1 --yes";
    let run = unanswered(&world, apply, "ecs:DescribeServices", 3).signal(Signal::SIGTERM).wait();
    assert_eq!(run.code, Some(143), "{run}");
    assert!(run.last_line().starts_with("now: 2 resources were changed; "), "{run}");
}

#[test]
fn a_call_that_changes_something_ends_with_the_second_request() {
    let world = deployed("1.0.0");
    world.sandbox.fault(Fault::new("ecs:UpdateService", Kind::Blackhole));
    let running = unanswered(&world, "redeploy --env dev web", "ecs:UpdateService", 1);
    let run = running.signal(Signal::SIGINT).signal(Signal::SIGTERM).wait();
    assert!(matches!(run.code, Some(130 | 143)), "{run}");
    assert!(
        run.stderr.contains("UpdateService: stopped waiting for AWS's answer\nhint: AWS may have"),
        "{run}"
    );
}

#[test]
fn a_task_is_stopped_although_its_poll_is_not_answered() {
    let world = world_with_job();
    world.sandbox.fault(Fault::new("ecs:DescribeTasks", Kind::Blackhole).times(1));
    let fargate = "fargate --env dev --poll-interval 5ms -- sleep 900";
    let run = unanswered(&world, fargate, "ecs:DescribeTasks", 1).signal(Signal::SIGINT).wait();
    assert_eq!(run.code, Some(130), "{run}");
    assert!(run.calls.contains("StopTask") && run.last_line().contains("was stopped"), "{run}");
}
