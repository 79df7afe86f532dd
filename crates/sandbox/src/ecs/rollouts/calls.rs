//! The calls about service deployments and service revisions.

use serde_json::{Value, json};

use super::super::services::{Service, ServiceId};
use super::super::wire::{Answer, Input, invalid};
use super::super::{Ecs, limits, names};
use super::Status;
use crate::api::ApiError;

impl Ecs {
    /// Newest first.
    pub(in crate::ecs) fn list_service_deployments(&self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let service = self.service(&cluster, input.required("service")?)?;
        let asked: Vec<&str> = input.texts("status").collect();
        let wanted = |status: Status| asked.is_empty() || asked.contains(&status.name());
        let since = input.get("createdAt").and_then(|range| range["after"].as_f64()).unwrap_or_default();
        let listed =
            service.rollouts.iter().rev().filter(|one| wanted(one.status) && one.created.seconds() >= since);
        let cluster_arn = self.cluster_arn(&cluster);
        let briefs: Vec<Value> = listed.map(|rollout| rollout.brief(service, &cluster_arn)).collect();
        limits::page(input, "serviceDeployments", 20, &briefs)
    }

    pub(in crate::ecs) fn describe_service_deployments(&self, input: Input) -> Answer {
        limits::check("serviceDeploymentArns", input.list("serviceDeploymentArns"), limits::ROLLOUTS)?;
        let (mut deployments, mut failures) = (Vec::new(), Vec::new());
        for arn in input.texts("serviceDeploymentArns") {
            match self.find_rollout(arn) {
                Some((id, place)) => deployments.push(self.rollout_shown(id, place)),
                None => failures.push(json!({ "arn": arn, "reason": "MISSING" })),
            }
        }
        Ok(json!({ "serviceDeployments": deployments, "failures": failures }))
    }

    pub(in crate::ecs) fn describe_service_revisions(&self, input: Input) -> Answer {
        limits::check("serviceRevisionArns", input.list("serviceRevisionArns"), limits::ROLLOUTS)?;
        let (mut revisions, mut failures) = (Vec::new(), Vec::new());
        for arn in input.texts("serviceRevisionArns") {
            let service = self.service_of(arn).map(|id| &self.services[id.0]);
            let found =
                service.and_then(|service| Some((service, service.revisions.iter().find(|r| r.arn == arn)?)));
            if let Some((service, revision)) = found {
                let cluster = self.cluster_arn(&service.cluster);
                revisions.push(revision.shown((service, &cluster), |image| self.images.digest(image)));
            } else {
                failures.push(json!({ "arn": arn, "reason": "MISSING" }));
            }
        }
        Ok(json!({ "serviceRevisions": revisions, "failures": failures }))
    }

    /// Rolls back even without a circuit breaker. What is stopping or rolling back already goes on (Developer Guide,
    /// "Stopping Amazon ECS service deployments").
    pub(in crate::ecs) fn stop_service_deployment(&mut self, input: Input) -> Answer {
        let arn = input.required("serviceDeploymentArn")?;
        let missing = || {
            let sentence = "The specified service deployment wasn't found.";
            ApiError::client("ServiceDeploymentNotFoundException", sentence)
        };
        let (id, place) = self.find_rollout(arn).ok_or_else(missing)?;
        let status = self.services[id.0].rollouts[place].status;
        if !status.is_going_on() {
            let sentence =
                format!("The service deployment cannot be stopped because its status is {}.", status.name());
            return Err(ApiError::client("ConflictException", sentence));
        }
        let requested = match input.text("stopType").unwrap_or("ROLLBACK") {
            "ROLLBACK" if self.services[id.0].completed.is_none() => {
                let sentence = "There is no service revision to roll back to.";
                return Err(ApiError::client("ConflictException", sentence));
            }
            "ROLLBACK" => Status::RollbackRequested,
            "ABORT" => Status::StopRequested,
            other => return Err(invalid(format!("stopType {other} is not valid."))),
        };
        if matches!(status, Status::Pending | Status::InProgress) {
            self.services[id.0].rollouts[place].request(requested, self.now);
            self.look_soon(id, self.now);
        }
        Ok(json!({ "serviceDeploymentArn": arn }))
    }

    /// The service whose deployment or revision an ARN names: `…/CLUSTER/SERVICE/ID`.
    fn service_of(&self, arn: &str) -> Option<ServiceId> {
        let (service, _id) = arn.rsplit_once('/')?;
        let cluster = names::cluster_in(service)?;
        self.service_id(cluster, names::last(service)).ok()
    }

    fn find_rollout(&self, arn: &str) -> Option<(ServiceId, usize)> {
        let id = self.service_of(arn)?;
        let place = self.services[id.0].rollouts.iter().position(|rollout| rollout.arn == arn)?;
        Some((id, place))
    }

    fn rollout_shown(&self, id: ServiceId, place: usize) -> Value {
        let service: &Service = &self.services[id.0];
        let rollout = &service.rollouts[place];
        let summary = |revision: usize| {
            let of = service.deployments.iter().filter(|deployment| deployment.revision == revision);
            let counts: Vec<_> = of.map(|deployment| self.counts(service, deployment)).collect();
            json!({
                "arn": service.revisions[revision].arn,
                "requestedTaskCount": counts.iter().map(|counts| counts.desired).sum::<usize>(),
                "runningTaskCount": counts.iter().map(|counts| counts.running).sum::<usize>(),
                "pendingTaskCount": counts.iter().map(|counts| counts.pending).sum::<usize>(),
            })
        };
        let mut shown = rollout.brief(service, &self.cluster_arn(&service.cluster));
        shown["targetServiceRevision"] = summary(rollout.target);
        shown["sourceServiceRevisions"] = rollout.sources.iter().map(|source| summary(*source)).collect();
        if let Some(weight) = rollout.target_weight() {
            shown["targetServiceRevision"]["requestedProductionTrafficWeight"] = weight.into();
            for source in shown["sourceServiceRevisions"].as_array_mut().into_iter().flatten() {
                source["requestedProductionTrafficWeight"] = (100.0 - weight).into();
            }
        }
        rollout.describe_into(&mut shown, service);
        shown
    }
}
