//! How a rollout begins: a new PRIMARY deployment of the service as it now is, or as it was.

use std::sync::Arc;

use super::super::Ecs;
use super::super::services::{Deployment, DeploymentNumber, RolloutState, ServiceId};
use super::{Revision, Rollout, Status};
use crate::api::Moment;

/// How a rollout begins: by a call, or as the rollback of another one.
#[derive(Debug, Default)]
pub(in crate::ecs) struct Start {
    pub(in crate::ecs) rollback: Option<Rollback>,
}

/// A rollback: to which revision, which the deployment with this id brought, and why.
#[derive(Debug)]
pub(in crate::ecs) struct Rollback {
    pub(in crate::ecs) revision: usize,
    pub(in crate::ecs) deployment: String,
    /// E.g. `ECS deployment circuit breaker`.
    pub(in crate::ecs) by: &'static str,
}

impl Ecs {
    /// Makes a new PRIMARY deployment of the service as it now is, or as it was.
    pub(in crate::ecs) fn begin_rollout(&mut self, id: ServiceId, start: Start, at: Moment) {
        self.supersede(id, start.rollback.is_none(), at);
        let (revision, rollout) = match &start.rollback {
            Some(rollback) => (self.bring_back(id, rollback), self.services[id.0].primary().rollout),
            None => self.new_rollout(id, at),
        };
        if start.rollback.is_none() {
            self.plan_alarms(id, rollout, at);
            self.enter_stages(id, rollout, at);
        }
        if !self.reuse_deployment(id, &start, at) {
            let deployment = self.new_deployment(id, (revision, rollout), at);
            self.services[id.0].deployments.insert(0, deployment);
        }
        if let Some(rollback) = start.rollback {
            let to = &rollback.deployment;
            let primary = self.services[id.0].primary_mut();
            primary.reason = format!("{}: rolling back to deploymentId {to}.", rollback.by);
            primary.is_rollback = true;
            self.event(id, &format!("rolling back to deployment {to}."), at);
        }
        self.services[id.0].steady = false;
        self.services[id.0].missing = self.rules.missing(&self.services[id.0].name);
        self.services[id.0].not_before = at;
        self.look_soon(id, at);
    }

    /// A rollout that is still going on when another one begins is stopped.
    fn supersede(&mut self, id: ServiceId, by_another: bool, at: Moment) {
        let service = &mut self.services[id.0];
        let Some(primary) = service.deployments.first() else { return };
        let rollout = &mut service.rollouts[primary.rollout];
        if by_another && rollout.status.is_going_on() {
            rollout.request(Status::StopRequested, at);
            rollout.reason = Some("Service deployment was superseded by a newer one.".into());
        }
    }

    fn new_rollout(&mut self, id: ServiceId, at: Moment) -> (usize, usize) {
        let (digits, more) = (self.ids.digits(), self.ids.hex());
        let service = &mut self.services[id.0];
        let inside = format!("{}/{}", service.cluster, service.name);
        let sources = service.deployments.iter().map(|deployment| deployment.revision).collect();
        service.revisions.push(Revision {
            arn: self.place.arn(&format!("service-revision/{inside}/{digits}")),
            blueprint: Arc::clone(&service.blueprint),
            fields: Arc::new(service.fields.clone()),
            created: at,
        });
        let target = service.revisions.len() - 1;
        let arn = self.place.arn(&format!("service-deployment/{inside}/{}", &more[..22]));
        service.rollouts.push(Rollout::new(arn, sources, target, at));
        (target, service.rollouts.len() - 1)
    }

    /// Puts the service back to what a revision says.
    fn bring_back(&mut self, id: ServiceId, rollback: &Rollback) -> usize {
        let service = &mut self.services[id.0];
        let revision = &service.revisions[rollback.revision];
        service.blueprint = Arc::clone(&revision.blueprint);
        service.fields = (*revision.fields).clone();
        rollback.revision
    }

    /// A rollback of a blue/green deployment, or under a rule that says so, makes the old deployment PRIMARY again if
    /// it is still there.
    fn reuse_deployment(&mut self, id: ServiceId, start: &Start, at: Moment) -> bool {
        let Some(rollback) = &start.rollback else { return false };
        let service = &self.services[id.0];
        let keeps = service.is_blue_green() || self.rules.rollback_keeps_id(&service.name);
        let service = &mut self.services[id.0];
        let old = service.deployments.iter().position(|one| one.id == rollback.deployment);
        let Some(place) = old.filter(|_| keeps) else { return false };
        let rollout = service.primary().rollout;
        let deployment = service.deployments.remove(place);
        let state = RolloutState::InProgress;
        service.deployments.insert(0, Deployment { state, rollout, updated: at, ..deployment });
        true
    }

    fn new_deployment(
        &mut self,
        id: ServiceId,
        (revision, rollout): (usize, usize),
        at: Moment,
    ) -> Deployment {
        let deployment_id = format!("ecs-svc/{}", self.ids.digits());
        let service = &mut self.services[id.0];
        service.drawn += 1;
        Deployment {
            number: DeploymentNumber(service.drawn),
            reason: format!("ECS deployment {deployment_id} in progress."),
            id: deployment_id,
            blueprint: Arc::clone(&service.blueprint),
            fields: Arc::clone(&service.revisions[revision].fields),
            state: RolloutState::InProgress,
            failed: 0,
            proven: false,
            is_rollback: false,
            created: at,
            updated: at,
            hidden: self.rules.invisible(&service.name),
            rollout,
            revision,
        }
    }
}
