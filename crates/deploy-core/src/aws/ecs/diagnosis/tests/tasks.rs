//! Causes of stopped tasks: by their stop code, the ends of their containers, and the log.

use super::super::super::task::{Task, TaskContainer};
use super::super::diagnose::{Evidence, causes};
use super::super::failed_tasks::{FailedTasks, group};
use super::super::task_end::is_failure;
use crate::event::{Cause, FailureCause, LogExcerpt, StoppedContainer};

fn container(name: &str, exit_code: Option<i32>, reason: Option<&str>) -> TaskContainer {
    let end = StoppedContainer {
        name: name.to_owned(),
        exit_code,
        reason: reason.map(str::to_owned),
        unhealthy: false,
    };
    TaskContainer { end, image: format!("a.b/{name}:2"), ..TaskContainer::default() }
}

fn stopped(code: &str, reason: &str, containers: &[TaskContainer]) -> Task {
    Task {
        status: "STOPPED".to_owned(),
        stop_code: Some(code.to_owned()),
        stopped_reason: Some(reason.to_owned()),
        containers: containers.to_vec(),
        ..Task::default()
    }
}

fn exited(containers: &[TaskContainer]) -> Task {
    stopped("EssentialContainerExited", "Essential container in task exited", containers)
}

fn evidence(task: Task) -> Evidence {
    Evidence { groups: vec![FailedTasks { count: 1, newest: task }], ..Evidence::default() }
}

fn only(causes: &[FailureCause]) -> (Cause, String) {
    assert_eq!(causes.len(), 1, "{causes:?}");
    (causes[0].cause, causes[0].summary.clone())
}

fn with_log(task: Task, line: &str) -> (Cause, String) {
    let lines = vec!["starting".to_owned(), line.to_owned(), String::new()];
    only(&causes(&evidence(task), &[Some(LogExcerpt { lines, ..LogExcerpt::default() })]))
}

fn without_log(task: Task) -> (Cause, String) {
    only(&causes(&evidence(task), &[]))
}

#[test]
fn an_application_that_ends_is_told_with_its_last_line() {
    let task = exited(&[container("app", Some(3), None)]);
    let summary = "container app ended with exit code 3: panic: no database";
    assert_eq!(with_log(task.clone(), "panic: no database"), (Cause::ApplicationExited, summary.to_owned()));
    let summary = "container app ended with exit code 3";
    assert_eq!(without_log(task), (Cause::ApplicationExited, summary.to_owned()));
    let task = exited(&[container("app", Some(0), None)]);
    assert_eq!(without_log(task).1, "container app ended with exit code 0");
}

#[test]
fn the_log_tells_a_wrong_platform_and_a_port_in_use() {
    let task = exited(&[container("app", Some(255), None)]);
    let (cause, summary) = with_log(task.clone(), "exec /usr/local/bin/app: exec format error");
    assert_eq!(cause, Cause::WrongPlatform);
    assert_eq!(summary, "a.b/app:2 is built for another platform than the task runs on");
    let (cause, summary) = with_log(task, "listen tcp 0.0.0.0:80: bind: address already in use");
    assert_eq!(cause, Cause::PortInUse);
    assert!(
        summary.ends_with("which is in use: listen tcp 0.0.0.0:80: bind: address already in use"),
        "{summary}"
    );
}

#[test]
fn a_container_that_was_killed_ran_out_of_memory() {
    let reason = "OutOfMemoryError: Container killed due to memory usage";
    let beside = exited(&[container("app", Some(137), Some(reason)), container("proxy", Some(143), None)]);
    let summary = "container app ran out of memory".to_owned();
    assert_eq!(without_log(beside), (Cause::OutOfMemory, summary));
    let alone = exited(&[container("app", Some(137), None)]);
    let summary = "container app was killed (exit code 137), most likely for its memory".to_owned();
    assert_eq!(without_log(alone), (Cause::OutOfMemory, summary), "nothing says so");
}

#[test]
fn a_sidecar_that_ended_is_named() {
    let task = exited(&[container("app", Some(143), None), container("proxy", Some(1), None)]);
    let of_app = Evidence { application: vec!["app".to_owned()], ..evidence(task) };
    let (cause, summary) = only(&causes(&of_app, &[]));
    assert_eq!(cause, Cause::SidecarExited);
    assert_eq!(summary, "container proxy is essential and ended with exit code 1");
    let succeeded = exited(&[container("app", Some(143), None), container("proxy", Some(0), None)]);
    assert_eq!(without_log(succeeded).0, Cause::SidecarExited);
}

#[test]
fn the_load_balancers_reason_comes_from_the_event() {
    let task = stopped(
        "ServiceSchedulerInitiated",
        "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/12)",
        &[container("app", Some(143), None)],
    );
    assert!(is_failure(&task));
    let event = "(service web) (task 1) (port 80) is unhealthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/12) due to (reason Request timed out).";
    let evidence = Evidence { messages: vec![event.to_owned()], ..evidence(task) };
    let (cause, summary) = only(&causes(&evidence, &[]));
    assert_eq!(cause, Cause::TargetUnreachable);
    assert_eq!(summary, "the health check of web gets no answer on port 80: Request timed out");
}

#[test]
fn a_failing_health_check_of_a_container_names_it() {
    let mut app = container("app", Some(143), None);
    app.end.unhealthy = true;
    let task = stopped("ServiceSchedulerInitiated", "Task failed container health checks", &[app]);
    assert!(is_failure(&task));
    assert_eq!(
        without_log(task),
        (Cause::ContainerUnhealthy, "the health check of container app fails".to_owned())
    );
}

#[test]
fn what_ecs_stops_for_its_own_reasons_is_no_failure() {
    for reason in [
        "Scaling activity initiated by (deployment ecs-svc/1)",
        "Availability-zone rebalancing initiated by (deployment ecs-svc/1)",
    ] {
        assert!(!is_failure(&stopped("ServiceSchedulerInitiated", reason, &[])), "{reason}");
    }
    assert!(!is_failure(&stopped("TerminationNotice", "Task stopped during instance draining", &[])));
}

#[test]
fn words_that_are_not_known_are_shown_as_they_are() {
    let task = stopped("TaskFailedToStart", "Something that AWS says since yesterday", &[]);
    let found = causes(&evidence(task), &[]);
    assert_eq!(found[0].cause, Cause::Unknown);
    assert_eq!(found[0].summary, "Something that AWS says since yesterday");
    let spot =
        stopped("SpotInterruption", "Your Spot Task was interrupted.", &[container("app", Some(143), None)]);
    assert_eq!(without_log(spot).0, Cause::SpotInterrupted);
    let user = stopped("UserInitiated", "Task stopped by user", &[container("app", Some(143), None)]);
    assert_eq!(without_log(user).0, Cause::StoppedByUser);
}

#[test]
fn tasks_that_do_not_start_tell_what_they_wait_for() {
    let mut app = container("app", None, None);
    app.status = "PENDING".to_owned();
    let task = Task { status: "PENDING".to_owned(), containers: vec![app], ..Task::default() };
    let found = causes(&Evidence { starting: vec![task], ..Evidence::default() }, &[]);
    assert_eq!(found[0].cause, Cause::Pending);
    assert_eq!(found[0].reason, "waiting for the image of container app");
}

#[test]
fn tasks_are_grouped_by_why_they_stopped_and_the_newest_is_shown() {
    let mut tasks: Vec<_> = (0..7).map(|_| exited(&[container("app", Some(1), None)])).collect();
    tasks.push(exited(&[container("app", Some(2), None)]));
    for (index, task) in (0..).zip(&mut tasks) {
        task.stopped = jiff::Timestamp::from_second(index).ok();
    }
    let groups = group(tasks);
    let counts: Vec<_> = groups.iter().map(|group| (group.count, group.newest.stopped)).collect();
    let second = |second| jiff::Timestamp::from_second(second).ok();
    assert_eq!(counts, [(7, second(6)), (1, second(7))]);
}
