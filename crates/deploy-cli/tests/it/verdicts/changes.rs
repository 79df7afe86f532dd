//! What somebody else does to the service meanwhile. The deployment is held until then.

use super::scenario::{PLAIN, Scenario};

/// Tasks that do not start for as long as a test runs.
const HELD: &[&str] = &["start takes 90000s"];

pub(crate) const ROWS: &[Scenario] = &[
    Scenario {
        name: "superseded by a deployment that works",
        rules: HELD,
        meanwhile: &[(3, "UpdateService", r#"{ "forceNewDeployment": true }"#)],
        succeeds: false,
        verdict: ("superseded", 3),
        ..PLAIN
    },
    Scenario {
        name: "the service is deleted",
        rules: HELD,
        meanwhile: &[(3, "DeleteService", r#"{ "force": true }"#)],
        succeeds: false,
        verdict: ("gone", 3),
        ..PLAIN
    },
    Scenario {
        name: "a user rolls it back",
        rules: HELD,
        meanwhile: &[(
            3,
            "StopServiceDeployment",
            r#"{ "serviceDeploymentArn": "DEPLOYMENT", "stopType": "ROLLBACK" }"#,
        )],
        succeeds: false,
        verdict: ("rolled_back", 3),
        ..PLAIN
    },
    Scenario {
        name: "scaled to zero",
        rules: HELD,
        meanwhile: &[(3, "UpdateService", r#"{ "desiredCount": 0 }"#)],
        ..PLAIN
    },
    Scenario {
        name: "scaled out",
        rules: &["start takes 400s"],
        meanwhile: &[(3, "UpdateService", r#"{ "desiredCount": 3 }"#)],
        ..PLAIN
    },
    Scenario {
        name: "scaled in",
        service: r#"{ "desiredCount": 3 }"#,
        rules: &["start takes 400s"],
        meanwhile: &[(3, "UpdateService", r#"{ "desiredCount": 1 }"#)],
        ..PLAIN
    },
];
