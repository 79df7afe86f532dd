//! What is refused in the deployment configuration of a service: a field that would do nothing is refused by its name.
//!
//! The ranges are those of the API Reference, "`DeploymentConfiguration`" and the types in it.

use serde_json::Value;

use crate::api::ApiError;
use crate::ecs::input::{Fields, invalid};
use crate::ecs::model::lifecycle::hook::HookAction;
use crate::ecs::model::lifecycle::stage::LifecycleStage;

/// Ten for Lambda functions and ten that pause (Developer Guide, "Lifecycle hooks for Amazon ECS service deployments").
const HOOKS: usize = 10;

const STRATEGIES: [&str; 4] = ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"];

/// Refuses a deployment configuration that ECS refuses.
pub(crate) fn check(fields: &Fields) -> Result<(), ApiError> {
    let Some(configuration) = fields.get("deploymentConfiguration") else { return Ok(()) };
    let strategy = configuration["strategy"].as_str().unwrap_or("ROLLING");
    if !STRATEGIES.contains(&strategy) {
        return Err(invalid(format!("strategy {strategy} is not valid.")));
    }
    belongs_to(configuration, "linearConfiguration", strategy, "LINEAR")?;
    belongs_to(configuration, "canaryConfiguration", strategy, "CANARY")?;
    within(&configuration["linearConfiguration"], "stepPercent", 3.0, 100.0)?;
    within(&configuration["linearConfiguration"], "stepBakeTimeInMinutes", 0.0, 1440.0)?;
    within(&configuration["canaryConfiguration"], "canaryPercent", 0.1, 100.0)?;
    within(&configuration["canaryConfiguration"], "canaryBakeTimeInMinutes", 0.0, 1440.0)?;
    within(configuration, "bakeTimeInMinutes", 0.0, 1440.0)?;
    check_threshold(&configuration["deploymentCircuitBreaker"]["thresholdConfiguration"])?;
    check_early_success(configuration, strategy)?;
    check_hooks(configuration["lifecycleHooks"].as_array().map_or(&[], Vec::as_slice), strategy)
}

/// Refuses the configuration of another strategy.
fn belongs_to(configuration: &Value, field: &str, strategy: &str, owner: &str) -> Result<(), ApiError> {
    if configuration[field].is_object() && strategy != owner {
        return Err(invalid(format!("{field} can only be specified with the {owner} deployment strategy.")));
    }
    Ok(())
}

fn within(values: &Value, field: &str, least: f64, most: f64) -> Result<(), ApiError> {
    match values[field].as_f64() {
        Some(value) if !(least..=most).contains(&value) => {
            Err(invalid(format!("{field} must be between {least} and {most}.")))
        }
        _ => Ok(()),
    }
}

fn check_threshold(threshold: &Value) -> Result<(), ApiError> {
    match threshold["type"].as_str() {
        Some("BOUNDED_PERCENT" | "UNBOUNDED_PERCENT") | None => within(threshold, "value", 1.0, 100.0),
        Some("COUNT") => within(threshold, "value", 1.0, f64::MAX),
        Some(other) => Err(invalid(format!("thresholdConfiguration type {other} is not valid."))),
    }
}

/// API Reference, "`DeploymentEarlySuccessCriteria`".
fn check_early_success(configuration: &Value, strategy: &str) -> Result<(), ApiError> {
    let criteria = &configuration["earlySuccessCriteria"];
    if criteria["enable"] != true {
        return Ok(());
    }
    if strategy != "ROLLING" {
        let sentence = "earlySuccessCriteria can only be specified with the ROLLING deployment strategy.";
        return Err(invalid(sentence));
    }
    if !matches!(criteria["sourceServiceRevisionCleanup"].as_str(), Some("BLOCKING" | "DEFERRED")) {
        return Err(invalid("sourceServiceRevisionCleanup must be BLOCKING or DEFERRED."));
    }
    let percent = criteria["healthyPercent"].as_u64();
    let percent = percent.ok_or_else(|| invalid("healthyPercent is required for earlySuccessCriteria."))?;
    if percent > 100 || percent < configuration["minimumHealthyPercent"].as_u64().unwrap_or(100) {
        let sentence = "healthyPercent must be between minimumHealthyPercent and 100.";
        return Err(invalid(sentence));
    }
    Ok(())
}

fn check_hooks(hooks: &[Value], strategy: &str) -> Result<(), ApiError> {
    if !hooks.is_empty() && strategy == "ROLLING" {
        return Err(invalid("lifecycleHooks cannot be specified with the ROLLING deployment strategy."));
    }
    let (pauses, functions): (Vec<&Value>, Vec<&Value>) =
        hooks.iter().partition(|hook| hook["targetType"] == "PAUSE");
    if pauses.len() > HOOKS || functions.len() > HOOKS {
        return Err(invalid(format!("lifecycleHooks can have at most {HOOKS} hooks of each target type.")));
    }
    functions.into_iter().try_for_each(check_function)?;
    pauses.into_iter().try_for_each(check_pause)?;
    hooks.iter().try_for_each(check_hook)
}

fn check_hook(hook: &Value) -> Result<(), ApiError> {
    let stages = hook["lifecycleStages"].as_array().filter(|stages| !stages.is_empty());
    let stages = stages.ok_or_else(|| invalid("lifecycleStages cannot be empty."))?;
    for stage in stages {
        let name = stage.as_str().unwrap_or_default();
        let known = LifecycleStage::of_hook(name);
        let stage = known.ok_or_else(|| invalid(format!("lifecycleStages {name} is not valid.")))?;
        if hook["targetType"] == "PAUSE" && !stage.can_pause() {
            return Err(invalid(format!("PAUSE hooks cannot be configured at the {name} stage.")));
        }
    }
    let timeout = &hook["timeoutConfiguration"];
    within(timeout, "timeoutInMinutes", 1.0, 20160.0)?;
    match timeout["action"].as_str() {
        Some(action) if HookAction::parse(action).is_none() => {
            Err(invalid(format!("action {action} is not valid.")))
        }
        _ => Ok(()),
    }
}

fn check_function(hook: &Value) -> Result<(), ApiError> {
    if let Some(other) = hook["targetType"].as_str().filter(|target| *target != "AWS_LAMBDA") {
        return Err(invalid(format!("targetType {other} is not valid.")));
    }
    for field in ["hookTargetArn", "roleArn"] {
        if !hook[field].is_string() {
            return Err(invalid(format!("{field} is required for AWS_LAMBDA hooks.")));
        }
    }
    Ok(())
}

fn check_pause(hook: &Value) -> Result<(), ApiError> {
    for field in ["hookTargetArn", "roleArn", "hookDetails"] {
        if !hook[field].is_null() {
            return Err(invalid(format!("{field} cannot be specified for PAUSE hooks.")));
        }
    }
    Ok(())
}
