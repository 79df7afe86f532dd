//! What the deployment controller of a service refuses.
//!
//! The sentences about `CODE_DEPLOY` are what ECS returns; those about `EXTERNAL` follow them, and the API Reference,
//! "`UpdateService`", says what they refuse.

use crate::api::ApiError;
use crate::ecs::input::{Input, invalid};
use crate::ecs::model::service::Service;
use crate::ecs::services::configuration;

const CONTROLLERS: [&str; 3] = ["ECS", "CODE_DEPLOY", "EXTERNAL"];

/// What may not be updated, and what ECS calls it.
const FIXED: [(&str, &str); 6] = [
    ("taskDefinition", "task definition"),
    ("networkConfiguration", "network parameters"),
    ("loadBalancers", "load balancers"),
    ("serviceRegistries", "service registries"),
    ("platformVersion", "platform version"),
    ("capacityProviderStrategy", "capacity provider strategy"),
];

/// The controller that a call to CreateService names.
pub(crate) fn of(input: Input<'_>) -> &str {
    input.get("deploymentController").and_then(|controller| controller["type"].as_str()).unwrap_or("ECS")
}

pub(crate) fn check_create(input: Input) -> Result<(), ApiError> {
    let controller = of(input);
    if !CONTROLLERS.contains(&controller) {
        return Err(invalid(format!("deploymentController {controller} is not valid.")));
    }
    if controller == "EXTERNAL" && input.get("taskDefinition").is_some() {
        let sentence = "taskDefinition cannot be specified with the EXTERNAL deployment controller.";
        return Err(invalid(sentence));
    }
    check_monitors(input, controller)
}

pub(crate) fn check_update(service: &Service, input: Input) -> Result<(), ApiError> {
    let controller = configuration::controller(&service.fields);
    if input.get("deploymentController").is_some() && of(input) != controller {
        return Err(ApiError::not_implemented("ecs", "UpdateService deploymentController"));
    }
    if controller == "ECS" {
        return Ok(());
    }
    if input.flag("forceNewDeployment") {
        return Err(refused("Cannot force a new deployment", controller));
    }
    for (field, name) in FIXED {
        if input.get(field).is_some() {
            return Err(refused(&format!("Unable to update {name}"), controller));
        }
    }
    check_monitors(input, controller)
}

/// Circuit breaker, alarms and strategies are those of the controller `ECS`.
fn check_monitors(input: Input, controller: &str) -> Result<(), ApiError> {
    let Some(configuration) = input.get("deploymentConfiguration") else { return Ok(()) };
    let used = [
        ("deploymentCircuitBreaker", configuration["deploymentCircuitBreaker"]["enable"] == true),
        ("alarms", configuration["alarms"]["enable"] == true),
        ("strategy", configuration["strategy"].as_str().is_some_and(|strategy| strategy != "ROLLING")),
    ];
    match used.into_iter().find(|(_, used)| *used && controller != "ECS") {
        Some((field, _)) => Err(invalid(format!(
            "{field} can only be specified for services with the ECS deployment controller."
        ))),
        None => Ok(()),
    }
}

fn refused(what: &str, controller: &str) -> ApiError {
    let (article, remedy) = match controller {
        "CODE_DEPLOY" => ("a", "Use AWS CodeDeploy to trigger a new deployment."),
        _ => ("an", "Create a new task set."),
    };
    invalid(format!("{what} on services with {article} {controller} deployment controller. {remedy}"))
}
