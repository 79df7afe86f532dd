//! The fields of a service: the defaults that AWS adds, and those that a new deployment depends on.

use serde_json::{Value, json};

use crate::ecs::input::{Fields, default};

/// A change of these begins a new deployment (API Reference, "`UpdateService`": "This parameter triggers a new
/// service deployment"). The task definition, which does so as well, is a field of its own.
pub(crate) const TRIGGERS: [&str; 7] = [
    "networkConfiguration",
    "platformVersion",
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// The defaults of "CreateService" in the API Reference.
pub(crate) fn complete(mut fields: Fields) -> Fields {
    complete_platform(&mut fields);
    complete_network(&mut fields);
    for list in ["loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy"] {
        default(&mut fields, list, json!([]));
    }
    default(&mut fields, "schedulingStrategy", json!("REPLICA"));
    default(&mut fields, "deploymentController", json!({ "type": "ECS" }));
    default(&mut fields, "enableECSManagedTags", json!(false));
    default(&mut fields, "enableExecuteCommand", json!(false));
    default(&mut fields, "propagateTags", json!("NONE"));
    default(&mut fields, "availabilityZoneRebalancing", json!("ENABLED"));
    default(&mut fields, "deploymentConfiguration", json!({}));
    complete_deployment(&mut fields);
    fields
}

/// API Reference, "`AwsVpcConfiguration`".
pub(crate) fn complete_network(fields: &mut Fields) {
    let network =
        fields.get_mut("networkConfiguration").and_then(|network| network.get_mut("awsvpcConfiguration"));
    if let Some(network) = network.and_then(Value::as_object_mut) {
        default(network, "securityGroups", json!([]));
        default(network, "assignPublicIp", json!("DISABLED"));
    }
}

/// "`DeploymentConfiguration`" in the API Reference; what an update leaves out gets its default again.
pub(crate) fn complete_deployment(fields: &mut Fields) {
    let Some(configuration) = fields.get_mut("deploymentConfiguration").and_then(Value::as_object_mut) else {
        return;
    };
    default(configuration, "deploymentCircuitBreaker", json!({ "enable": false, "rollback": false }));
    default(configuration, "maximumPercent", json!(200));
    default(configuration, "minimumHealthyPercent", json!(100));
    default(configuration, "strategy", json!("ROLLING"));
    default(configuration, "bakeTimeInMinutes", json!(0));
}

/// Launch type and platform: EC2 by default; Fargate runs on the latest platform version.
pub(crate) fn complete_platform(fields: &mut Fields) {
    if !fields.contains_key("capacityProviderStrategy") {
        default(fields, "launchType", json!("EC2"));
    }
    let on_fargate = fields.get("launchType").is_some_and(|kind| kind == "FARGATE")
        || fields.get("capacityProviderStrategy").is_some_and(names_fargate);
    if on_fargate {
        default(fields, "platformVersion", json!("LATEST"));
        default(fields, "platformFamily", json!("Linux"));
    }
}

/// What a task shows of a capacity provider strategy: its first provider, and Fargate as the launch type.
pub(crate) fn complete_provider(fields: &mut Fields) {
    let Some(strategy) = fields.remove("capacityProviderStrategy") else { return };
    if names_fargate(&strategy) {
        default(fields, "launchType", json!("FARGATE"));
    }
    fields.insert("capacityProviderName".into(), strategy[0]["capacityProvider"].clone());
}

fn names_fargate(strategy: &Value) -> bool {
    let providers = strategy.as_array().into_iter().flatten();
    providers.filter_map(|item| item["capacityProvider"].as_str()).any(|name| name.starts_with("FARGATE"))
}

/// A percentage of the deployment configuration.
pub(crate) fn percent(fields: &Fields, name: &str) -> usize {
    let configured =
        fields.get("deploymentConfiguration").and_then(|configuration| configuration[name].as_u64());
    configured.and_then(|percent| usize::try_from(percent).ok()).unwrap_or(100)
}
