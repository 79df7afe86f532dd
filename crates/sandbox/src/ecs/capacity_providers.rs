//! The capacity providers that every account has.

use serde_json::{Value, json};

use crate::ecs::input::Input;
use crate::ecs::names;
use crate::ecs::state::Ecs;

/// `FARGATE` and `FARGATE_SPOT`; there are no others here (API Reference, "`DescribeCapacityProviders`").
pub(crate) fn describe(ecs: &Ecs, input: Input) -> Value {
    let arn = |name: &str| ecs.location.arn(&format!("capacity-provider/{name}"));
    let known = ["FARGATE", "FARGATE_SPOT"];
    let asked: Vec<&str> = input.texts("capacityProviders").map(names::last).collect();
    let shown = known.into_iter().filter(|name| asked.is_empty() || asked.contains(name)).map(
        |name| json!({ "capacityProviderArn": arn(name), "name": name, "status": "ACTIVE", "tags": [] }),
    );
    let missing = asked.iter().filter(|name| !known.contains(name));
    let failures = missing.map(|name| json!({ "arn": arn(name), "reason": "MISSING" }));
    json!({ "capacityProviders": shown.collect::<Vec<_>>(), "failures": failures.collect::<Vec<_>>() })
}
