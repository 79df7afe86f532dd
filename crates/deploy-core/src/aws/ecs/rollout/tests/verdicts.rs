//! Rolling deployments: what else may happen to them, and what ECS may show meanwhile.

use super::super::target::TargetDeployment;
use super::NEW;
use super::play::{Row, assert_rows, play, row};
use super::poll::{Poll, missing, poll};

const BOTH: [&str; 2] = ["ours IN_PROGRESS 1/2 pending 1", "old COMPLETED 2/2"];
const FAILED: &str = "(deployment ours) deployment failed: tasks failed to start.";

fn begins(at: u64) -> Poll {
    poll(at, &BOTH).breaker()
}

fn completes(at: u64) -> Poll {
    poll(at, &["ours COMPLETED 2/2"])
}

/// A rollout that Terraform began with a revision that it registered.
fn by_terraform(name: &'static str, polls: Vec<Poll>) -> Row {
    let target = TargetDeployment::TaskDefinition { definition: NEW.into(), changed: true, new: true };
    Row { target, ..row(name, polls) }
}

#[test]
fn what_others_do() {
    let displaced = || poll(60, &["other IN_PROGRESS 0/2 pending 2", "ours IN_PROGRESS 1/2"]);
    assert_rows!(play(vec![
        row("superseded", vec![begins(10), displaced().deployment("STOPPED")]),
        row("superseded by one that completes", vec![begins(10), poll(60, &["other COMPLETED 2/2"])]),
        row(
            "superseded by one that fails",
            vec![begins(10), poll(60, &["other FAILED 0/2", "ours IN_PROGRESS 2/2"])]
        ),
        by_terraform("superseded before the first poll", vec![poll(0, &["other COMPLETED 2/2"])]),
        row(
            "superseded after it was complete",
            vec![begins(10), displaced().events(&["(deployment ours) deployment completed."]),],
        ),
        row("the service is deleted", vec![begins(10), begins(20).status("DRAINING")]),
        row("the service is not there any more", vec![begins(10), missing(20)]),
        row("the service is missing for a moment", vec![begins(10), missing(20), missing(30), completes(60)]),
        row("the service is created anew", vec![begins(10), missing(20), poll(60, &["other COMPLETED 2/2"])]),
        row("it is scaled to zero", vec![begins(10), poll(60, &["ours COMPLETED 0/0"])]),
        row(
            "it is scaled up",
            vec![
                begins(10),
                poll(60, &["ours IN_PROGRESS 3/5", "old COMPLETED 1/0"]),
                poll(90, &["ours COMPLETED 5/5"])
            ]
        ),
    ]));
}

#[test]
fn what_ecs_shows() {
    let before = |at| poll(at, &["old COMPLETED 2/2"]);
    let rolled_back = || vec![poll(60, &["old IN_PROGRESS 1/2", "ours FAILED 0/2"]), before(90)];
    assert_rows!(play(vec![
        row("the old deployment is shown at first", vec![before(0), before(4), before(8), begins(12), completes(40)]),
        row("answers flicker", vec![before(0), begins(2), before(4), begins(6), before(8), begins(10), completes(40)]),
        row("it is missing in one answer", vec![begins(10), before(12), begins(14), completes(40)]),
        row("it never appears", vec![before(0)]),
        row("all tasks are pending for a while", vec![poll(0, &["ours IN_PROGRESS 0/2 pending 2", "old COMPLETED 2/2"]), completes(120)]),
        row("complete, but a task is missing for a moment", vec![begins(10), poll(40, &["ours COMPLETED 1/2"]), completes(50)]),
        row("without a state, its tasks decide", vec![begins(0).without_state(), poll(40, &["ours COMPLETED 2/2", "old COMPLETED 1/0"]).without_state(), completes(60).without_state()]),
        row("early success with deferred cleanup", vec![begins(10).early(), poll(60, &["ours COMPLETED 8/10 pending 2", "old COMPLETED 10/0"]).early()]),
        row("rolled back to the old id", [vec![begins(10)], rolled_back()].concat()),
        row(
            "rolled back under a new id",
            vec![begins(10), poll(60, &["back IN_PROGRESS 1/2", "ours FAILED 0/2"]), poll(90, &["back COMPLETED 2/2"])],
        ),
        row(
            "the rollback fails, too",
            vec![begins(10), poll(60, &["back IN_PROGRESS 0/2", "ours FAILED 0/2"]), poll(90, &["back FAILED 0/2"])],
        ),
        row("the rollback does not end", vec![begins(10), rolled_back().remove(0)]),
        row("rolled back between two polls", vec![begins(10), before(60).events(&[FAILED])]),
        by_terraform("rolled back before the first poll", vec![
            before(0)
                .events(&[FAILED])
                .deployment("ROLLBACK_SUCCESSFUL Service deployment rolled back because the circuit breaker threshold was exceeded."),
        ]),
    ]));
}
