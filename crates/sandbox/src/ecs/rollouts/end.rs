//! How a rollout ends: complete, failed, or failed and rolled back.

use super::super::Ecs;
use super::super::services::{RolloutState, ServiceId};
use super::{Rollback, Start, Status};
use crate::api::Moment;

/// Why a rollout fails.
#[derive(Debug)]
pub(in crate::ecs) struct Failure {
    /// E.g. `ECS deployment circuit breaker`.
    pub(in crate::ecs) by: &'static str,
    /// E.g. `tasks failed to start`.
    pub(in crate::ecs) what: String,
    pub(in crate::ecs) rolls_back: bool,
}

impl Ecs {
    /// Does what was asked of rollouts since the last look.
    pub(in crate::ecs) fn carry_out_requests(&mut self, id: ServiceId, at: Moment) {
        let service = &mut self.services[id.0];
        let current = service.primary().rollout;
        for rollout in &mut service.rollouts[..current] {
            if rollout.status == Status::StopRequested {
                rollout.end(Status::Stopped, None, at);
            }
        }
        let rolls_back = match service.rollouts[current].status {
            Status::RollbackRequested => true,
            Status::StopRequested => false,
            _ => return,
        };
        let failure = Failure { by: "ECS deployment failed", what: "stopped by user".into(), rolls_back };
        self.rollout_fails(id, &failure, at);
    }

    /// The PRIMARY deployment has all its tasks, and they run well.
    pub(in crate::ecs) fn rollout_completes(&mut self, id: ServiceId, at: Moment) {
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
    pub(in crate::ecs) fn rollout_fails(&mut self, id: ServiceId, why: &Failure, at: Moment) {
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
}
