//! CreateService.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::json;

use super::super::Ecs;
use super::super::definitions::Blueprint;
use super::super::rollouts::Start;
use super::super::wire::{Answer, Input, invalid};
use super::{Service, ServiceId, Status, fields};
use crate::api::{ApiError, Moment};

impl Ecs {
    pub(in crate::ecs) fn create_service(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let name = input.required("serviceName")?.to_owned();
        if let Some(id) = self.created_by(input, &cluster, &name) {
            return Ok(json!({ "service": self.service_shown(id) }));
        }
        let blueprint = self.definitions.to_run(input.required("taskDefinition")?)?;
        self.refuse_to_create(&cluster, &name)?;
        check_load_balancers(input, &blueprint)?;
        let service = self.new_service(input, (cluster, name), blueprint);
        let id = ServiceId(self.services.len());
        self.tags.set(&service.arn, input.list("tags"));
        let names = self.service_names.entry(service.cluster.clone()).or_default();
        names.insert(service.name.clone(), id);
        self.services.push(service);
        self.begin_rollout(id, Start::default(), self.now);
        Ok(json!({ "service": self.service_shown(id) }))
    }

    fn new_service(
        &self,
        input: Input,
        (cluster, name): (String, String),
        blueprint: Arc<Blueprint>,
    ) -> Service {
        let apart =
            ["cluster", "serviceName", "taskDefinition", "desiredCount", "clientToken", "tags", "role"];
        let mut given = input.fields_without(&apart);
        given.extend(input.text("role").map(|role| ("roleArn".to_owned(), json!(role))));
        Service {
            arn: self.place.arn(&format!("service/{cluster}/{name}")),
            cluster,
            name,
            status: Status::Active,
            desired: input.count("desiredCount").unwrap_or_default(),
            fields: fields::complete(given),
            blueprint,
            deployments: Vec::new(),
            completed: None,
            rollouts: Vec::new(),
            revisions: Vec::new(),
            events: VecDeque::new(),
            created: self.now,
            token: input.text("clientToken").map(str::to_owned),
            live: Vec::new(),
            stopped: Vec::new(),
            steady: false,
            missing: 0,
            not_before: Moment::default(),
            drawn: 0,
            looks: Vec::new(),
        }
    }

    /// The service that the same call made, if its answer was lost (API Reference, "`CreateService`": `clientToken`).
    fn created_by(&self, input: Input, cluster: &str, name: &str) -> Option<ServiceId> {
        let token = input.text("clientToken")?;
        let id = *self.service_names.get(cluster)?.get(name)?;
        let service = &self.services[id.0];
        (service.status == Status::Active && service.token.as_deref() == Some(token)).then_some(id)
    }

    /// API Reference, "`DeleteService`": a name is free again once its service is INACTIVE.
    fn refuse_to_create(&self, cluster: &str, name: &str) -> Result<(), ApiError> {
        match self.service(cluster, name).map(|service| service.status) {
            Ok(Status::Active) => Err(invalid("Creation of service was not idempotent.")),
            Ok(Status::Draining) => Err(invalid("Unable to Start a service that is still Draining.")),
            _ => Ok(()),
        }
    }
}

/// A load balancer needs a container of the task definition that has this port.
fn check_load_balancers(input: Input, blueprint: &Blueprint) -> Result<(), ApiError> {
    for balancer in input.list("loadBalancers") {
        let name = balancer["containerName"].as_str().unwrap_or_default();
        if !blueprint.containers.iter().any(|plan| plan.name == name) {
            return Err(invalid(format!("The container {name} does not exist in the task definition.")));
        }
    }
    Ok(())
}
