//! Blue/green, linear and canary rollouts, and who rolls a deployment back.

use super::play::{Row, assert_rows, play, row};
use super::poll::{Poll, poll};

const BOTH: [&str; 2] = ["ours IN_PROGRESS 2/2", "old COMPLETED 2/2"];
const ROLLED_BACK: [&str; 2] = ["old IN_PROGRESS 2/2", "ours FAILED 0/2"];

/// Both versions run, and the service deployment is at a stage.
fn at(seconds: u64, stage: &str, traffic: f64) -> Poll {
    poll(seconds, &BOTH).deployment("IN_PROGRESS").stage(stage, traffic)
}

fn paused(seconds: u64) -> Poll {
    at(seconds, "POST_TEST_TRAFFIC_SHIFT", 0.0).hook(None, "AWAITING_ACTION")
}

/// The end of a rollback, of which ECS says this.
fn rolled_back(text: &str) -> Vec<Poll> {
    let status = |status: &str| [status, text].join(" ").trim_end().to_owned();
    vec![
        poll(240, &ROLLED_BACK).deployment(&status("ROLLBACK_IN_PROGRESS")).stage("CLEAN_UP", 0.0),
        poll(300, &["old COMPLETED 2/2"]).deployment(&status("ROLLBACK_SUCCESSFUL")).stage("CLEAN_UP", 0.0),
    ]
}

fn fails(before: Vec<Poll>, text: &str) -> Vec<Poll> {
    [before, rolled_back(text)].concat()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of rows")]
fn stages() {
    let baked = || at(120, "BAKE_TIME", 100.0);
    let succeeded = || poll(720, &BOTH).deployment("SUCCESSFUL").stage("CLEAN_UP", 100.0);
    assert_rows!(play(vec![
        row(
            "blue/green completes with its service deployment, before its old tasks are gone",
            vec![at(10, "SCALE_UP", 0.0), at(60, "PRODUCTION_TRAFFIC_SHIFT", 0.0), baked(), succeeded()],
        ),
        Row {
            no_deployments: true,
            ..row(
                "without service deployments, the deployment itself completes",
                vec![at(10, "SCALE_UP", 0.0), baked(), succeeded(), poll(758, &["ours COMPLETED 2/2"])],
            )
        },
        row(
            "canary in two steps",
            vec![
                at(10, "PRE_PRODUCTION_TRAFFIC_SHIFT", 0.0),
                at(60, "PRODUCTION_TRAFFIC_SHIFT", 10.0),
                at(660, "PRODUCTION_TRAFFIC_SHIFT", 100.0),
                succeeded(),
            ],
        ),
        row("a stage that is not known is waited on", vec![at(10, "QUANTUM_SHIFT", 50.0), succeeded()]),
        row(
            "a status that is not known is waited on",
            vec![poll(10, &BOTH).deployment("HIBERNATING").stage("BAKE_TIME", 100.0), succeeded()],
        ),
        row(
            "a rollout state that is not known is waited on",
            vec![poll(10, &["ours DREAMING 2/2", "old COMPLETED 2/2"]), poll(60, &["ours COMPLETED 2/2"])],
        ),
        row("a pause that nobody ends is named by the time-out", vec![paused(60)]),
        row(
            "a pause that is continued",
            vec![
                paused(60),
                at(1200, "PRODUCTION_TRAFFIC_SHIFT", 0.0).hook(None, "SUCCEEDED"),
                poll(1260, &BOTH).deployment("SUCCESSFUL").stage("CLEAN_UP", 100.0),
            ],
        ),
        row(
            "tasks that fail after all were healthy are no loop",
            vec![
                baked(),
                poll(150, &["ours IN_PROGRESS 1/2 pending 1 failed 3", "old COMPLETED 2/2"])
                    .deployment("IN_PROGRESS")
                    .stage("BAKE_TIME", 100.0),
                succeeded(),
            ],
        ),
    ]));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of rows")]
fn rollbacks() {
    let timed_out = "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.";
    let hook = "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target check returned FAILED status.";
    let network =
        "Service deployment rolled back because of invalid networking configuration: subnet-1 is gone.";
    let breaker = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
    let alarm = "Service deployment rolled back because of one or more active alarms.";
    let shift = || vec![at(60, "PRODUCTION_TRAFFIC_SHIFT", 10.0)];
    let refused = || {
        let polls = rolled_back("");
        polls.into_iter().map(|poll| poll.hook(None, "FAILED")).collect::<Vec<_>>()
    };
    let with_alarm: Vec<_> = rolled_back(alarm).into_iter().map(|poll| poll.alarms(&["5xx"])).collect();
    let alone = || poll(60, &["ours FAILED 0/2"]);
    assert_rows!(play(vec![
        row("canary, an alarm", [shift(), with_alarm].concat()),
        row("a hook fails", fails(vec![at(10, "PRE_SCALE_UP", 0.0)], hook)),
        row("a pause times out", fails(vec![paused(60)], timed_out)),
        row("a person refuses a pause", [vec![paused(60)], refused()].concat()),
        row("a person stops a deployment", fails(vec![poll(10, &BOTH)], "")),
        row("the network is not possible", fails(vec![poll(10, &BOTH)], network)),
        row("the circuit breaker", fails(vec![poll(10, &BOTH).breaker()], breaker)),
        Row {
            no_deployments: true,
            ..row("the circuit breaker, and only an event tells", {
                let failed = "(deployment ours) deployment failed: tasks failed to start.";
                vec![
                    poll(10, &BOTH).breaker(),
                    poll(60, &["old IN_PROGRESS 2/2", "ours IN_PROGRESS 0/2"]).events(&[failed]),
                    poll(90, &["old COMPLETED 2/2"]).events(&[failed]),
                ]
            })
        },
        row(
            "a hook has failed, and the service has neither circuit breaker nor alarms",
            [
                vec![poll(10, &BOTH), alone().deployment(&format!("ROLLBACK_IN_PROGRESS {hook}"))],
                rolled_back(hook)
            ]
            .concat(),
        ),
        row(
            "the first deployment of all has nothing to roll back to",
            vec![
                poll(10, &["ours IN_PROGRESS 0/2"]),
                alone()
                    .events(&["(deployment ours) deployment failed: tasks failed to start."])
                    .deployment("ROLLBACK_FAILED No rollback candidate was found to run the rollback."),
            ],
        ),
        row(
            "a circuit breaker that does not roll back",
            vec![
                poll(10, &BOTH),
                alone().deployment("STOPPED ECS deployment circuit breaker: tasks failed to start."),
            ],
        ),
        row("a person stops it without a rollback", vec![poll(10, &BOTH), alone().deployment("STOPPED")]),
        row(
            "the rollback turns the deployment FAILED late",
            vec![
                poll(10, &BOTH).breaker(),
                poll(60, &["old IN_PROGRESS 1/2", "ours IN_PROGRESS 0/2"])
                    .deployment(&format!("ROLLBACK_IN_PROGRESS {breaker}")),
                poll(90, &ROLLED_BACK).deployment(&format!("ROLLBACK_IN_PROGRESS {breaker}")),
                poll(150, &["old COMPLETED 2/2"]),
            ],
        ),
        row(
            "the rollback is seen in the service deployment first",
            [
                shift(),
                vec![
                    poll(70, &BOTH).deployment("ROLLBACK_REQUESTED").stage("PRODUCTION_TRAFFIC_SHIFT", 10.0),
                ],
                rolled_back(""),
            ]
            .concat(),
        ),
    ]));
}

#[test]
fn how_far_it_is_followed() {
    let drained = |seconds, old| poll(seconds, &["ours COMPLETED 2/2", &format!("old COMPLETED {old}/0")]);
    let stage = |name: &str| name.parse().unwrap();
    let staged = || {
        vec![
            at(10, "SCALE_UP", 0.0),
            at(120, "BAKE_TIME", 100.0),
            poll(720, &BOTH).deployment("SUCCESSFUL").stage("CLEAN_UP", 100.0),
        ]
    };
    assert_rows!(play(vec![
        row("old tasks that still run are told", vec![drained(60, 2), drained(90, 0)]),
        Row {
            wait_for: stage("drained"),
            ..row("until they are gone", vec![drained(60, 2), drained(90, 1), drained(120, 0)])
        },
        Row { wait_for: stage("drained"), ..row("they do not go", vec![drained(60, 1)]) },
        Row { wait_for: stage("BAKE_TIME"), ..row("until the traffic is shifted", staged()) },
        Row { wait_for: stage("POST_SCALE_UP"), ..row("until a stage that no poll shows", staged()) },
        Row {
            wait_for: stage("PRE_PRODUCTION_TRAFFIC_SHIFT"),
            ..row("until a stage, before the traffic is shifted", {
                vec![at(10, "SCALE_UP", 0.0), at(60, "PRE_PRODUCTION_TRAFFIC_SHIFT", 0.0)]
            })
        },
        Row {
            wait_for: stage("BAKE_TIME"),
            ..row("a stage of a rolling deployment is its end", vec![poll(10, &BOTH), drained(60, 0)])
        },
        Row {
            wait_for: stage("BAKE_TIME"),
            ..row(
                "it fails before the stage",
                fails(
                    vec![at(10, "SCALE_UP", 0.0)],
                    "Service deployment rolled back because the circuit breaker threshold was exceeded."
                )
            )
        },
    ]));
}
