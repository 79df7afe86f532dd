//! Rollouts in stages: blue/green, linear and canary, with hooks.

use super::scenario::{PLAIN, ROLLED_BACK, Scenario};

const BLUE_GREEN: &str = r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1 } }"#;
const FUNCTION: &str = r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [
    { "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:check", "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": ["POST_SCALE_UP"] }] } }"#;
const PAUSE: &str = r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [
    { "targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"] }] } }"#;
const SHORT_PAUSE: &str = r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [
    { "targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"], "timeoutConfiguration": { "timeoutInMinutes": 1, "action": "ROLLBACK" } }] } }"#;

pub(crate) const ROWS: &[Scenario] = &[
    Scenario { name: "blue/green", service: BLUE_GREEN, ..PLAIN },
    Scenario {
        name: "canary",
        service: r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 1 }, "bakeTimeInMinutes": 1 } }"#,
        ..PLAIN
    },
    Scenario {
        name: "linear",
        service: r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 50.0, "stepBakeTimeInMinutes": 1 }, "bakeTimeInMinutes": 1 } }"#,
        ..PLAIN
    },
    Scenario { name: "blue/green, a hook succeeds", service: FUNCTION, ..PLAIN },
    Scenario {
        name: "blue/green, a hook fails",
        service: FUNCTION,
        rules: &["hook POST_SCALE_UP fails"],
        causes: &["hook_failed"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "blue/green, a hook returns nothing",
        service: FUNCTION,
        rules: &["hook POST_SCALE_UP returns nothing"],
        causes: &["hook_failed"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "blue/green, a pause is continued",
        service: PAUSE,
        meanwhile: &[(
            12,
            "ContinueServiceDeployment",
            r#"{ "serviceDeploymentArn": "DEPLOYMENT", "hookId": "HOOK" }"#,
        )],
        ..PLAIN
    },
    Scenario {
        name: "blue/green, a pause is refused",
        service: PAUSE,
        meanwhile: &[(
            12,
            "ContinueServiceDeployment",
            r#"{ "serviceDeploymentArn": "DEPLOYMENT", "hookId": "HOOK", "action": "ROLLBACK" }"#,
        )],
        ..ROLLED_BACK
    },
    Scenario {
        name: "blue/green, a pause times out",
        service: SHORT_PAUSE,
        causes: &["hook_failed"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "blue/green, nobody continues a pause",
        service: PAUSE,
        options: &["--timeout", "2s"],
        succeeds: false,
        verdict: ("timed_out", 4),
        ..PLAIN
    },
    Scenario {
        name: "blue/green, tasks crash",
        service: r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "deploymentCircuitBreaker": { "enable": true, "rollback": true } } }"#,
        rules: &["crash after 1s exit 7"],
        causes: &["application_exited"],
        ..ROLLED_BACK
    },
    Scenario {
        name: "canary, an alarm goes off",
        service: r#"{ "loadBalancers": [], "deploymentConfiguration": { "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 5 }, "bakeTimeInMinutes": 1, "alarms": { "alarmNames": ["5xx"], "enable": true, "rollback": true } } }"#,
        rules: &["alarm 5xx after 120s"],
        causes: &["alarm"],
        ..ROLLED_BACK
    },
];
