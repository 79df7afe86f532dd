//! `UpdateService`.

use std::sync::Arc;

use serde_json::json;

use super::super::Ecs;
use super::super::definitions::Blueprint;
use super::super::rollouts::Start;
use super::super::wire::{Answer, Fields, Input};
use super::{Service, fields};
use crate::api::{ApiError, Moment};

impl Ecs {
    pub(in crate::ecs) fn update_service(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let id = self.service_id(&cluster, input.required("service")?)?;
        if !self.services[id.0].is_active() {
            return Err(ApiError::client("ServiceNotActiveException", "Service was not ACTIVE."));
        }
        let blueprint = match input.text("taskDefinition") {
            Some(name) => Some(self.definitions.to_run(name)?),
            None => None,
        };
        let service = &mut self.services[id.0];
        let mut given = input.fields_without(&[
            "cluster",
            "service",
            "taskDefinition",
            "desiredCount",
            "forceNewDeployment",
        ]);
        fields::complete_network(&mut given);
        let anew = input.flag("forceNewDeployment") || service.differs(&given, blueprint.as_ref());
        service.change(given, blueprint);
        let desired = input.count("desiredCount");
        service.steady &= desired.is_none_or(|desired| desired == service.desired);
        service.desired = desired.unwrap_or(service.desired);
        if anew {
            self.begin_rollout(id, Start::default(), self.now);
        }
        self.look_soon(id, self.now);
        Ok(json!({ "service": self.service_shown(id) }))
    }
}

impl Ecs {
    /// Changes the desired count of an active service to one that is within a range; `resource` is
    /// `service/CLUSTER/NAME`.
    pub fn keep_within(&mut self, resource: &str, (least, most): (usize, usize), now: Moment) {
        self.advance(now);
        let Some((cluster, name)) = resource.strip_prefix("service/").and_then(|rest| rest.split_once('/'))
        else {
            return;
        };
        let Ok(id) = self.service_id(cluster, name) else { return };
        let service = &mut self.services[id.0];
        if service.is_active() && !(least..=most).contains(&service.desired) {
            service.desired = service.desired.max(least).min(most);
            service.steady = false;
            self.look_soon(id, self.now);
        }
    }
}

impl Service {
    /// Whether a change begins a new deployment.
    fn differs(&self, given: &Fields, blueprint: Option<&Arc<Blueprint>>) -> bool {
        let changed = |name: &str| given.get(name).is_some_and(|value| self.fields.get(name) != Some(value));
        blueprint.is_some_and(|new| new.arn != self.blueprint.arn)
            || fields::TRIGGERS.into_iter().any(changed)
    }

    fn change(&mut self, given: Fields, blueprint: Option<Arc<Blueprint>>) {
        self.fields.extend(given);
        fields::complete_deployment(&mut self.fields);
        if let Some(blueprint) = blueprint {
            self.blueprint = blueprint;
        }
    }
}
