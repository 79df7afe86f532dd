//! CreateService.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::json;

use crate::api::{ApiError, Moment};
use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::script::PollSpan;
use crate::ecs::model::service::{Service, ServiceStatus};
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::service_deployments::begin;
use crate::ecs::services::checks::{controller, deployment_configuration};
use crate::ecs::services::{fields, show};
use crate::ecs::state::Ecs;
use crate::ecs::task_sets;

pub(crate) fn create(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let name = input.required("serviceName")?.to_owned();
    if let Some(id) = created_by(ecs, input, &cluster, &name) {
        return Ok(json!({ "service": show::service(ecs, id) }));
    }
    deployment_configuration::check(&input.fields_without(&[]))?;
    controller::check_create(input)?;
    let task_definition = match controller::of(input) {
        "EXTERNAL" => Arc::default(),
        _ => ecs.task_definitions.to_run(input.required("taskDefinition")?)?,
    };
    refuse_to_create(ecs, &cluster, &name)?;
    check_load_balancers(input, &task_definition)?;
    let service = new_service(ecs, input, cluster, name, task_definition);
    let id = ServiceId(ecs.services.len());
    ecs.tags.set(&service.arn, input.list("tags"));
    let names = ecs.service_names.entry(service.cluster.clone()).or_default();
    names.insert(service.name.clone(), id);
    ecs.services.push(service);
    match controller::of(input) {
        "ECS" => begin::begin(ecs, id, ecs.now),
        "CODE_DEPLOY" => task_sets::create::first(ecs, id),
        _ => {}
    }
    Ok(json!({ "service": show::service(ecs, id) }))
}

fn new_service(
    ecs: &Ecs,
    input: Input,
    cluster: String,
    name: String,
    task_definition: Arc<TaskDefinition>,
) -> Service {
    let not_in_fields =
        ["cluster", "serviceName", "taskDefinition", "desiredCount", "clientToken", "tags", "role"];
    let mut given = input.fields_without(&not_in_fields);
    given.extend(input.text("role").map(|role| ("roleArn".to_owned(), json!(role))));
    Service {
        arn: ecs.location.arn(&format!("service/{cluster}/{name}")),
        cluster,
        name,
        status: ServiceStatus::Active,
        desired: input.count("desiredCount").unwrap_or_default(),
        fields: fields::complete(given),
        task_definition,
        deployments: Vec::new(),
        task_sets: Vec::new(),
        completed: None,
        rollouts: Vec::new(),
        revisions: Vec::new(),
        events: VecDeque::new(),
        created: ecs.now,
        token: input.text("clientToken").map(str::to_owned),
        live: Vec::new(),
        stopped: Vec::new(),
        steady: false,
        missing: PollSpan::default(),
        stateless: PollSpan::default(),
        flickers: 0,
        shows_before: false,
        before: None,
        not_before: Moment::default(),
        rebalancing: None,
        failed_starts: 0,
        numbered: 0,
        looks: Vec::new(),
    }
}

/// The service that the same call created, if its answer was lost (API Reference, "`CreateService`": `clientToken`).
fn created_by(ecs: &Ecs, input: Input, cluster: &str, name: &str) -> Option<ServiceId> {
    let token = input.text("clientToken")?;
    let id = *ecs.service_names.get(cluster)?.get(name)?;
    let service = &ecs.services[id.0];
    (service.status == ServiceStatus::Active && service.token.as_deref() == Some(token)).then_some(id)
}

/// API Reference, "`DeleteService`": a name is free again once its service is INACTIVE.
fn refuse_to_create(ecs: &Ecs, cluster: &str, name: &str) -> Result<(), ApiError> {
    match ecs.service(cluster, name).map(|service| service.status) {
        Ok(ServiceStatus::Active) => Err(invalid("Creation of service was not idempotent.")),
        Ok(ServiceStatus::Draining) => Err(invalid("Unable to Start a service that is still Draining.")),
        _ => Ok(()),
    }
}

/// A load balancer needs a container of the task definition that has this port.
fn check_load_balancers(input: Input, task_definition: &TaskDefinition) -> Result<(), ApiError> {
    for balancer in input.list("loadBalancers") {
        let name = balancer["containerName"].as_str().unwrap_or_default();
        if !task_definition.containers.iter().any(|plan| plan.name == name) {
            return Err(invalid(format!("The container {name} does not exist in the task definition.")));
        }
    }
    Ok(())
}
