//! Calls that fail while a rollout is followed.

use sandbox::Kind;

use super::scenario::{PLAIN, ROLLED_BACK, Scenario};

const POLLS: &str = "ecs:DescribeServices";

pub(crate) const ROWS: &[Scenario] = &[
    Scenario { name: "polls are throttled", faults: &[(POLLS, Kind::Throttle, 2, 4)], ..PLAIN },
    Scenario { name: "polls get 500", faults: &[(POLLS, Kind::Broken, 2, 2)], ..PLAIN },
    Scenario { name: "polls get 503", faults: &[(POLLS, Kind::Unavailable, 2, 2)], ..PLAIN },
    Scenario { name: "polls are cut", faults: &[(POLLS, Kind::Cut, 2, 2)], ..PLAIN },
    Scenario { name: "answers are cut in the middle", faults: &[(POLLS, Kind::Truncate, 2, 2)], ..PLAIN },
    Scenario {
        name: "a rollback, and polls are throttled",
        rules: &["crash after 1s exit 7"],
        faults: &[(POLLS, Kind::Throttle, 4, 3)],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "the rights end meanwhile",
        rules: &["start takes 90000s"],
        faults: &[(POLLS, Kind::Denied, 3, 1000)],
        succeeds: false,
        verdict: ("unobserved", 1),
        ..PLAIN
    },
    Scenario {
        name: "service deployments may not be read",
        rules: &["crash after 1s exit 7"],
        faults: &[("ecs:(Describe|List)ServiceDeployments", Kind::Denied, 0, 1000)],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "tasks may not be read",
        rules: &["crash after 1s exit 7"],
        faults: &[("ecs:(ListTasks|DescribeTasks)", Kind::Denied, 0, 1000)],
        ..ROLLED_BACK
    },
    Scenario {
        name: "the diagnosis is throttled",
        rules: &["crash after 1s exit 7"],
        faults: &[("ecs:DescribeTasks", Kind::Throttle, 0, 2)],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "logs may not be read",
        rules: &["crash after 1s exit 7"],
        faults: &[("logs:GetLogEvents", Kind::Denied, 0, 1000)],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
];
