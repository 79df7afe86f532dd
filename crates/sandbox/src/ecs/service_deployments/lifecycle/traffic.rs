//! How the production traffic of a service deployment is shifted (API Reference, "`LinearConfiguration`" and
//! "`CanaryConfiguration`").

use std::time::Duration;

use serde_json::Value;

use crate::ecs::input::Fields;
use crate::ecs::model::lifecycle::progress::ShiftStep;
use crate::ecs::services::configuration;

const LINEAR_PERCENT: f64 = 10.0;
const LINEAR_BAKE: u64 = 6;
const CANARY_PERCENT: f64 = 5.0;
const CANARY_BAKE: u64 = 10;

/// The shifts of a deployment with this configuration, the last of which is the shift to 100 %.
pub(crate) fn steps(fields: &Fields) -> Vec<ShiftStep> {
    let none = Value::Null;
    let deployment = fields.get("deploymentConfiguration").unwrap_or(&none);
    let mut steps = match configuration::strategy(fields) {
        Some("LINEAR") => linear(&deployment["linearConfiguration"]),
        Some("CANARY") => canary(&deployment["canaryConfiguration"]),
        _ => Vec::new(),
    };
    steps.push(ShiftStep { weight: 100.0, bake: Duration::ZERO });
    steps
}

fn linear(configuration: &Value) -> Vec<ShiftStep> {
    let percent = configuration["stepPercent"].as_f64().unwrap_or(LINEAR_PERCENT);
    let bake = minutes(&configuration["stepBakeTimeInMinutes"], LINEAR_BAKE);
    let weights = (1..).map(|step| f64::from(step) * percent).take_while(|weight| *weight < 100.0);
    weights.map(|weight| ShiftStep { weight, bake }).collect()
}

fn canary(configuration: &Value) -> Vec<ShiftStep> {
    let weight = configuration["canaryPercent"].as_f64().unwrap_or(CANARY_PERCENT);
    let bake = minutes(&configuration["canaryBakeTimeInMinutes"], CANARY_BAKE);
    Vec::from_iter((weight < 100.0).then_some(ShiftStep { weight, bake }))
}

fn minutes(configured: &Value, default: u64) -> Duration {
    Duration::from_mins(configured.as_u64().unwrap_or(default))
}
