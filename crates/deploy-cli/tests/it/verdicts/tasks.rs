//! What tasks do, and what polls show of them.

use super::scenario::{CRASH_LOOP, NO_BREAKER, PLAIN, ROLLED_BACK, Scenario};

pub(crate) const ROWS: &[Scenario] = &[
    Scenario { name: "everything works", ..PLAIN },
    Scenario { name: "no circuit breaker, everything works", service: NO_BREAKER, ..PLAIN },
    Scenario { name: "two tasks", service: r#"{ "desiredCount": 2 }"#, ..PLAIN },
    Scenario { name: "no load balancer", service: r#"{ "loadBalancers": [] }"#, ..PLAIN },
    Scenario { name: "tasks start slowly", rules: &["start takes 300s"], ..PLAIN },
    Scenario { name: "old tasks drain slowly", rules: &["drain takes 300s"], ..PLAIN },
    Scenario { name: "no task is wanted", service: r#"{ "desiredCount": 0 }"#, ..PLAIN },
    Scenario { name: "one task fails, the next one works", rules: &["crash after 1s 1 times"], ..PLAIN },
    Scenario { name: "two tasks fail, the next one works", rules: &["crash after 1s 2 times"], ..PLAIN },
    Scenario {
        name: "three tasks fail for three reasons, the next one works",
        service: NO_BREAKER,
        rules: &["crash after 1s exit 2 1 times", "image missing 1 times", "no route 1 times"],
        ..PLAIN
    },
    Scenario { name: "COMPLETED comes late", rules: &["completed after 40s"], ..PLAIN },
    Scenario { name: "the new deployment is shown late", rules: &["never visible for 3 polls"], ..PLAIN },
    Scenario {
        name: "the new deployment is missing for a while",
        rules: &["start takes 200s", "never visible for 3 polls after 3 polls"],
        ..PLAIN
    },
    Scenario {
        name: "the service is missing for a while",
        rules: &["start takes 200s", "missing for 3 polls after 3 polls"],
        ..PLAIN
    },
    Scenario {
        name: "polls flicker between before and after",
        rules: &["start takes 200s", "reads flicker for 6 polls"],
        ..PLAIN
    },
    Scenario {
        name: "polls lack the rollout state",
        rules: &["start takes 200s", "rollout state missing for 4 polls"],
        ..PLAIN
    },
    Scenario {
        name: "tasks crash after the rollout has completed",
        rules: &["crash after 300s exit 7"],
        ..PLAIN
    },
    Scenario {
        name: "a crash loop that failedTasks does not count",
        rules: &["failed tasks are not counted", "crash after 1s exit 7"],
        causes: &["application_exited"],
        service: "{}",
        ..CRASH_LOOP
    },
    Scenario {
        name: "a crash loop whose retries wait longer and longer",
        rules: &["retries wait 60s", "crash after 1s exit 7"],
        causes: &["application_exited"],
        ..CRASH_LOOP
    },
    Scenario {
        name: "a circuit breaker without rollback",
        service: r#"{ "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": false } } }"#,
        rules: &["crash after 1s exit 7"],
        verdict: ("failed", 3),
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "a rollback that makes a new deployment",
        rules: &["rollback takes a new id", "crash after 1s exit 7 3 times"],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "nothing starts before the time-out",
        service: NO_BREAKER,
        rules: &["start takes 90000s"],
        options: &["--timeout", "1s"],
        succeeds: false,
        verdict: ("timed_out", 4),
        causes: &["pending"],
        ..PLAIN
    },
    Scenario {
        name: "a crash loop that is rolled back on request",
        rules: &["crash after 1s exit 7 3 times"],
        options: &["--on-failure", "rollback"],
        verdict: ("rolled_back", 3),
        causes: &["application_exited"],
        ..CRASH_LOOP
    },
    Scenario {
        name: "an alarm goes off",
        service: r#"{ "deploymentConfiguration": { "alarms": { "alarmNames": ["5xx"], "enable": true, "rollback": true } } }"#,
        rules: &["start takes 100s", "alarm 5xx after 10s"],
        causes: &["alarm"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "an alarm was on before",
        service: r#"{ "deploymentConfiguration": { "alarms": { "alarmNames": ["5xx"], "enable": true, "rollback": true } } }"#,
        rules: &["alarm 5xx already on"],
        ..PLAIN
    },
    Scenario {
        name: "early success",
        service: r#"{ "desiredCount": 4, "deploymentConfiguration": { "earlySuccessCriteria": { "enable": true, "healthyPercent": 100, "sourceServiceRevisionCleanup": "DEFERRED" } } }"#,
        rules: &["drain takes 300s"],
        ..PLAIN
    },
];
