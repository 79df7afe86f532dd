//! Crash loops, and what looks like one.

use super::super::super::task::Task;
use super::super::target::OnFailure;
use super::play::{Row, assert_rows, play, row};
use super::poll::{Poll, poll, running_task, stopped_task};

const EXITS: &str = "EssentialContainerExited exit 1";
const NO_IMAGE: &str = "TaskFailedToStart CannotPullContainerError: app:2: not found";

/// Tasks of a second each that end in the same way, one every ten seconds.
fn ends(count: i64, end: &str) -> Vec<Task> {
    (0..count).map(|number| stopped_task(&format!("t{number}"), 10 * number..10 * number + 1, end)).collect()
}

/// Polls that show one, two and three tasks that stopped, while ECS counts the failed ones.
fn counted(end: &str) -> Vec<Poll> {
    [1, 2, 3].map(|count| after_failures(count, count, end)).into()
}

fn after_failures(failed: i64, count: i64, end: &str) -> Poll {
    let ours = format!("ours IN_PROGRESS 0/2 pending 1 failed {failed}");
    poll(10 * u64::try_from(count).unwrap(), &[&ours, "old COMPLETED 2/2"]).stopped(&ends(count, end))
}

fn completes(at: u64) -> Poll {
    poll(at, &["ours COMPLETED 2/2"])
}

/// Three tasks with three reasons, and the same with other ids in them.
fn with_reasons(reasons: [&str; 3]) -> Poll {
    let tasks: Vec<_> = reasons
        .iter()
        .enumerate()
        .map(|(number, reason)| {
            stopped_task(&format!("t{number}"), 0..1, &format!("TaskFailedToStart {reason}"))
        })
        .collect();
    poll(30, &["ours IN_PROGRESS 0/2 failed 3", "old COMPLETED 2/2"]).stopped(&tasks)
}

fn events(count: usize, failed: u32) -> Poll {
    let ours = format!("ours IN_PROGRESS 0/2 failed {failed}");
    let texts = vec!["was unable to place a task. Reason: Capacity is unavailable at this time."; count];
    poll(30, &[&ours, "old COMPLETED 2/2"]).events(&texts)
}

fn of_another_deployment() -> Vec<Task> {
    let others = ends(130, EXITS).into_iter();
    others.map(|task| Task { arn: format!("other-{}", task.arn), started_by: "old".into(), ..task }).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of rows")]
fn loops() {
    let rolled_back = vec![
        poll(34, &["old IN_PROGRESS 2/2", "ours IN_PROGRESS 0/2 failed 3"]),
        poll(94, &["old COMPLETED 2/2"]),
    ];
    let with_old = [of_another_deployment(), ends(3, EXITS)].concat();
    let restarted = ["has started 2 tasks: (task a) (task b).", "has started 2 tasks: (task c) (task d)."];
    assert_rows!(play(vec![
        row("three tasks exit with the same code", counted(EXITS)),
        row("three tasks cannot pull their image", counted(NO_IMAGE)),
        row(
            "failed tasks are not counted, fewer are alive",
            vec![
                poll(0, &["ours IN_PROGRESS 2/2", "old COMPLETED 2/2"]),
                after_failures(0, 2, EXITS),
                poll(29, &["ours IN_PROGRESS 1/2 pending 1", "old COMPLETED 2/2"]),
                after_failures(0, 3, EXITS),
            ],
        ),
        row(
            "failed tasks are not counted, an event tells of a replacement",
            vec![
                poll(0, &["ours IN_PROGRESS 0/2 pending 2", "old COMPLETED 2/2"]).events(&restarted[..1]),
                poll(10, &["ours IN_PROGRESS 0/2 pending 2", "old COMPLETED 2/2"])
                    .events(&restarted)
                    .stopped(&ends(3, EXITS)),
            ],
        ),
        row(
            "a load balancer finds three tasks unhealthy",
            counted("ServiceSchedulerInitiated Task failed ELB health checks in (target-group arn)"),
        ),
        row(
            "the ids in the reasons differ",
            vec![with_reasons([
                "no secret: RequestID: 0aa1b2c3-1111-2222-3333-444455556666",
                "no secret: RequestID: ffa1b2c3-9999-2222-3333-444455556666",
                "no secret: RequestID: 12a1b2c3-aaaa-2222-3333-444455556666",
            ])],
        ),
        row(
            "130 tasks of another deployment have stopped, too",
            vec![poll(9, &["ours IN_PROGRESS 0/2 failed 3"]).stopped(&with_old)],
        ),
        row(
            "a task runs, but no longer than those that failed",
            vec![after_failures(3, 3, EXITS).running(&[running_task("t9", 20)])],
        ),
        row("no task is made, with three events", vec![events(3, 0)]),
        row("no task is made, with one event and three failed tasks", vec![events(1, 3)]),
        Row {
            on_failure: OnFailure::RollBack,
            ..row("it is rolled back on request", [counted(EXITS), rolled_back.clone()].concat())
        },
        Row { on_failure: OnFailure::RollBack, ..row("its rollback does not show", counted(EXITS)) },
        Row {
            on_failure: OnFailure::RollBack,
            rolls_back: false,
            ..row("ECS refuses the rollback", [counted(EXITS), rolled_back].concat())
        },
        Row { no_tasks: true, ..row("tasks cannot be asked for, and events tell", vec![events(3, 0)]) },
    ]));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of rows")]
fn what_is_no_loop() {
    let by_scheduler = "ServiceSchedulerInitiated Scaling activity initiated by (deployment ours)";
    let rebalanced = "ServiceSchedulerInitiated Availability-zone rebalancing initiated by (deployment ours)";
    let stale = "ours IN_PROGRESS 0/2 pending 1 failed 0 of 5";
    assert_rows!(play(vec![
        row("one failed task, then success", vec![after_failures(1, 1, EXITS), completes(60)]),
        row(
            "two failed tasks, then success",
            vec![after_failures(1, 1, EXITS), after_failures(2, 2, EXITS), completes(60)],
        ),
        row(
            "three tasks with three reasons, then success",
            vec![with_reasons(["no image", "no secret", "no route"]), completes(60)],
        ),
        row(
            "one healthy task beside those that fail",
            vec![
                after_failures(3, 3, EXITS).running(&[Task { is_healthy: true, ..running_task("t9", 20) }]),
                completes(60),
            ],
        ),
        row(
            "one task runs much longer than those that fail",
            vec![after_failures(3, 3, EXITS).running(&[running_task("t9", 5)]), completes(60)],
        ),
        row(
            "ECS sets the count of failed tasks back",
            vec![
                after_failures(2, 2, EXITS),
                poll(25, &["ours IN_PROGRESS 1/2 pending 1 failed 0", "old COMPLETED 2/2"]),
                after_failures(1, 3, EXITS),
                completes(60),
            ],
        ),
        row(
            "the scheduler stops three tasks",
            vec![
                poll(20, &["ours IN_PROGRESS 3/5", "old COMPLETED 2/2"]),
                poll(30, &["ours IN_PROGRESS 2/2", "old COMPLETED 2/2"]).stopped(&ends(3, by_scheduler)),
                completes(60),
            ],
        ),
        row(
            "three tasks are rebalanced",
            vec![
                poll(20, &["ours IN_PROGRESS 2/2", "old COMPLETED 2/2"]),
                poll(30, &["ours IN_PROGRESS 1/2 pending 1", "old COMPLETED 2/2"])
                    .events(&["is unable to place a task in us-east-1a."])
                    .stopped(&ends(3, rebalanced)),
                completes(60),
            ],
        ),
        row(
            "a user stops three tasks",
            vec![after_failures(3, 3, "UserInitiated stopped by ann"), completes(60)],
        ),
        row(
            "Spot takes three tasks away",
            vec![after_failures(3, 3, "SpotInterruption Your Spot Task was interrupted."), completes(60)],
        ),
        row(
            "tasks of another deployment fail",
            vec![
                poll(9, &["ours IN_PROGRESS 0/2 pending 2 failed 1", "old COMPLETED 2/2"])
                    .stopped(&of_another_deployment()),
                completes(60),
            ],
        ),
        row("two events tell that no task can be placed, then success", vec![events(2, 2), completes(60)]),
        Row {
            no_tasks: true,
            ..row("tasks cannot be asked for, then success", vec![after_failures(3, 3, EXITS), completes(60)])
        },
        row(
            "a stale answer has fewer failed tasks, then the loop is called",
            vec![
                after_failures(1, 1, EXITS),
                after_failures(2, 2, EXITS),
                poll(25, &[stale, "old COMPLETED 2/2"]),
                after_failures(3, 3, EXITS),
            ],
        ),
    ]));
}
