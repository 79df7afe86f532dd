//! Rollouts: how one begins, succeeds, fails and is rolled back; AWS calls them service deployments.
//!
//! A rollout has one deployment (`ecs-svc/…`), and a second one if it is rolled back: the service deployment stays
//! the same, its status says ROLLBACK_… (Developer Guide, "Amazon ECS service deployments"). What a rollout brings
//! is a service revision, which never changes; a rollback brings an old one.

mod alarms;
mod calls;
mod show;
mod stages;
mod status;

use std::sync::Arc;

pub(super) use self::stages::Stage;
pub(super) use self::status::Status;
use super::Ecs;
use super::definitions::Blueprint;
use super::services::{Deployment, DeploymentNumber, RolloutState, Service, ServiceId};
use super::wire::Fields;
use crate::api::Moment;

/// API Reference, "`ServiceRevision`".
#[derive(Debug)]
pub(super) struct Revision {
    pub(super) arn: String,
    pub(super) blueprint: Arc<Blueprint>,
    pub(super) fields: Arc<Fields>,
    pub(super) created: Moment,
}

/// API Reference, "`ServiceDeployment`".
#[derive(Debug)]
pub(super) struct Rollout {
    pub(super) arn: String,
    pub(super) status: Status,
    pub(super) reason: Option<String>,
    pub(super) created: Moment,
    pub(super) started: Option<Moment>,
    pub(super) updated: Moment,
    pub(super) finished: Option<Moment>,
    /// Revisions that ran when it began.
    pub(super) sources: Vec<usize>,
    pub(super) target: usize,
    /// When it was rolled back, why, and to which revision.
    pub(super) rollback: Option<(Moment, String, usize)>,
    pub(super) failures: usize,
    pub(super) alarms: Vec<String>,
    /// Only of a blue/green deployment.
    pub(super) stage: Option<Stage>,
}

/// How a rollout begins: by a call, or as the rollback of another one.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) rollback: Option<Rollback>,
}

/// A rollback: to which revision, which the deployment with this id brought, and why.
#[derive(Debug)]
pub(super) struct Rollback {
    pub(super) revision: usize,
    pub(super) deployment: String,
    /// E.g. `ECS deployment circuit breaker`.
    pub(super) by: &'static str,
}

impl Ecs {
    /// Makes a new PRIMARY deployment of the service as it now is, or as it was.
    pub(super) fn begin_rollout(&mut self, id: ServiceId, start: Start, at: Moment) {
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
        self.services[id.0].not_before = at;
        self.look_soon(id, at);
    }

    /// A rollout that is still going on when another one begins is stopped.
    fn supersede(&mut self, id: ServiceId, by_another: bool, at: Moment) {
        let service = &mut self.services[id.0];
        let Some(primary) = service.deployments.first() else { return };
        let rollout = &mut service.rollouts[primary.rollout];
        if by_another && rollout.status.is_going_on() {
            rollout.end(
                Status::Stopped,
                Some("Service deployment was superseded by a newer one.".into()),
                at,
            );
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
        let arn = self.place.arn(&format!("service-deployment/{inside}/{}", &more[..21]));
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

    /// The PRIMARY deployment has all its tasks, and they run well.
    pub(super) fn rollout_completes(&mut self, id: ServiceId, at: Moment) {
        let service = &mut self.services[id.0];
        let primary = service.primary_mut();
        primary.state = RolloutState::Completed;
        primary.reason = format!("ECS deployment {} completed.", primary.id);
        primary.updated = at;
        let (deployment, rollout, revision) = (primary.id.clone(), primary.rollout, primary.revision);
        let status = if primary.is_rollback { Status::RollbackSuccessful } else { Status::Successful };
        service.rollouts[rollout].end(status, None, at);
        service.completed = Some((revision, deployment.clone()));
        self.event(id, &format!("(deployment {deployment}) deployment completed."), at);
    }

    /// The PRIMARY deployment has failed: it starts no more tasks, and is rolled back if it can be.
    pub(super) fn rollout_fails(&mut self, id: ServiceId, why: &Failure, at: Moment) {
        let service = &mut self.services[id.0];
        let primary = service.primary_mut();
        primary.state = RolloutState::Failed;
        primary.reason = format!("{}: {}.", why.by, why.what);
        primary.updated = at;
        let (reason, deployment) = (primary.reason.clone(), primary.id.clone());
        let (rollout, was_rollback) = (primary.rollout, primary.is_rollback);
        let rollback = service.completed.clone().filter(|_| why.rolls_back && !was_rollback);
        service.rollouts[rollout].fail(was_rollback, reason, rollback.as_ref().map(|(to, _)| *to), at);
        self.event(id, &format!("(deployment {deployment}) deployment failed: {}.", why.what), at);
        if let Some((revision, deployment)) = rollback {
            let rollback = Some(Rollback { revision, deployment, by: why.by });
            self.begin_rollout(id, Start { rollback }, at);
        }
    }

    /// Lets the scheduler look at a service a little later.
    pub(super) fn look_soon(&mut self, id: ServiceId, at: Moment) {
        self.plan_look(id, at.plus(self.pace.step / 4));
    }
}

/// Why a rollout fails.
#[derive(Debug)]
pub(super) struct Failure {
    /// E.g. `ECS deployment circuit breaker`.
    pub(super) by: &'static str,
    /// E.g. `tasks failed to start`.
    pub(super) what: String,
    pub(super) rolls_back: bool,
}

impl Service {
    /// The service deployment of the PRIMARY deployment.
    pub(super) fn rollout(&self) -> &Rollout {
        &self.rollouts[self.primary().rollout]
    }

    /// The same, to change it.
    pub(super) fn rollout_mut(&mut self) -> &mut Rollout {
        let place = self.primary().rollout;
        &mut self.rollouts[place]
    }
}
