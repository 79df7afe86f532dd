//! Rollouts: how one begins, succeeds, fails and is rolled back; AWS calls them service deployments.
//!
//! A rollout has one deployment (`ecs-svc/…`), and a second one if it is rolled back: the service deployment stays
//! the same, its status says ROLLBACK_… (Developer Guide, "Amazon ECS service deployments"). What a rollout brings
//! is a service revision, which never changes; a rollback brings an old one.

mod alarms;
mod begin;
mod calls;
mod end;
mod show;
mod stages;
mod status;

use std::sync::Arc;

pub(super) use self::begin::{Rollback, Start};
pub(super) use self::end::Failure;
pub(super) use self::stages::Stage;
pub(super) use self::status::Status;
use super::Ecs;
use super::definitions::Blueprint;
use super::services::{Service, ServiceId};
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
    /// Only where alarms are watched: until then they are, although all tasks run.
    pub(super) bakes_until: Option<Moment>,
}

impl Ecs {
    /// Lets the scheduler look at a service a little later.
    pub(super) fn look_soon(&mut self, id: ServiceId, at: Moment) {
        self.plan_look(id, at.plus(self.pace.step / 4));
    }
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
