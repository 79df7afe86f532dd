//! What the configuration of a service says.

use std::time::Duration;

use serde_json::Value;

use crate::ecs::input::Fields;
use crate::ecs::model::service::Service;
use crate::ecs::services::fields::percent;

const PERCENT: usize = 50;

const MOST: usize = 200;

const LEAST: usize = 3;

/// The container's port that the group leads to.
pub(crate) fn port_behind(fields: &Fields, group: &str) -> Option<u64> {
    let balancers = fields.get("loadBalancers").and_then(Value::as_array)?;
    let balancer = balancers.iter().find(|balancer| balancer["targetGroupArn"] == group)?;
    balancer["containerPort"].as_u64()
}

pub(crate) fn alarms(service: &Service) -> &Value {
    static NONE: Value = Value::Null;
    service.fields.get("deploymentConfiguration").map_or(&NONE, |configuration| &configuration["alarms"])
}

/// Who controls its deployments: `ECS`, `CODE_DEPLOY` or `EXTERNAL`.
pub(crate) fn controller(fields: &Fields) -> &str {
    fields.get("deploymentController").and_then(|controller| controller["type"].as_str()).unwrap_or("ECS")
}

/// It has task sets instead of deployments.
pub(crate) fn has_task_sets(service: &Service) -> bool {
    controller(&service.fields) != "ECS"
}

pub(crate) fn is_blue_green(service: &Service) -> bool {
    strategy(&service.fields).is_some_and(|strategy| strategy != "ROLLING")
}

pub(crate) fn bake_time(service: &Service) -> Duration {
    let configuration = service.fields.get("deploymentConfiguration");
    let minutes = configuration.and_then(|configuration| configuration["bakeTimeInMinutes"].as_u64());
    Duration::from_secs(60 * minutes.unwrap_or_default())
}

pub(crate) fn lifecycle_hooks(service: &Service) -> &[Value] {
    let configuration = service.fields.get("deploymentConfiguration");
    let hooks = configuration.and_then(|configuration| configuration["lifecycleHooks"].as_array());
    hooks.map_or(&[], Vec::as_slice)
}

pub(crate) fn strategy(fields: &Fields) -> Option<&str> {
    fields.get("deploymentConfiguration").map_or(&Value::Null, |all| &all["strategy"]).as_str()
}

pub(crate) fn breaker(service: &Service) -> &Value {
    static NONE: Value = Value::Null;
    let configuration = service.fields.get("deploymentConfiguration");
    configuration.map_or(&NONE, |configuration| &configuration["deploymentCircuitBreaker"])
}

pub(crate) fn has_breaker(service: &Service) -> bool {
    breaker(service)["enable"] == true
}

/// How many failed tasks fail a deployment.
pub(crate) fn breaker_threshold(service: &Service) -> usize {
    let configured = &breaker(service)["thresholdConfiguration"];
    let value = configured["value"].as_u64().and_then(|value| usize::try_from(value).ok()).unwrap_or(PERCENT);
    let percentage = (service.desired * value).div_ceil(100);
    match configured["type"].as_str() {
        Some("COUNT") => value,
        Some("UNBOUNDED_PERCENT") => percentage,
        _ => percentage.clamp(LEAST, MOST),
    }
}

/// Early success criteria that are enabled (API Reference, "`DeploymentEarlySuccessCriteria`").
#[derive(Clone, Copy, Debug)]
pub(crate) struct EarlySuccess {
    /// How many new tasks have to be healthy.
    pub(crate) healthy: usize,
    /// The old tasks have to be gone.
    pub(crate) blocks: bool,
}

pub(crate) fn early_success(service: &Service) -> Option<EarlySuccess> {
    let configured = &service.fields.get("deploymentConfiguration")?["earlySuccessCriteria"];
    (configured["enable"] == true).then_some(())?;
    let percent = usize::try_from(configured["healthyPercent"].as_u64()?).ok()?;
    let healthy = (service.desired * percent).div_ceil(100).max(1).min(service.desired);
    Some(EarlySuccess { healthy, blocks: configured["sourceServiceRevisionCleanup"] == "BLOCKING" })
}

pub(crate) fn has_targets(fields: &Fields) -> bool {
    let any = |field: &str| fields.get(field).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    any("loadBalancers") || any("serviceRegistries")
}

pub(crate) fn grace(service: &Service) -> Duration {
    let seconds = service.fields.get("healthCheckGracePeriodSeconds").and_then(Value::as_u64);
    Duration::from_secs(seconds.unwrap_or_default())
}

/// How many tasks there may be during a deployment: blue and green ones, if it is blue/green.
pub(crate) fn maximum_tasks(service: &Service) -> usize {
    let percent = if is_blue_green(service) { 200 } else { percent(&service.fields, "maximumPercent") };
    service.desired * percent / 100
}

/// How many tasks have to be healthy during a deployment.
pub(crate) fn minimum_tasks(service: &Service) -> usize {
    (service.desired * percent(&service.fields, "minimumHealthyPercent")).div_ceil(100)
}

/// The target group of its first load balancer.
pub(crate) fn target_group(service: &Service) -> &str {
    service
        .fields
        .get("loadBalancers")
        .and_then(|list| list[0]["targetGroupArn"].as_str())
        .unwrap_or_default()
}

pub(crate) fn container_port(service: &Service) -> u64 {
    let port = service.fields.get("loadBalancers").and_then(|list| list[0]["containerPort"].as_u64());
    port.unwrap_or(80)
}

pub(crate) fn has_target_group(service: &Service) -> bool {
    let balancers = service.fields.get("loadBalancers").and_then(Value::as_array);
    balancers.is_some_and(|list| list.iter().any(|balancer| balancer["targetGroupArn"].is_string()))
}
