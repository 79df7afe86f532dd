//! A service deployment has a final status.

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service_deployment::ServiceDeploymentStatus;
use crate::ecs::services::counts;
use crate::ecs::state::Ecs;

/// Ends a service deployment. What it shows of tasks does not change any more (Developer Guide, "View service history using
/// Amazon ECS service deployments").
pub(crate) fn finish(
    ecs: &mut Ecs,
    id: ServiceId,
    rollout: usize,
    status: ServiceDeploymentStatus,
    at: Moment,
) {
    let service = &ecs.services[id.0];
    let counts = counts::of_all_revisions(ecs, service, &service.rollouts[rollout]);
    let ended = &mut ecs.services[id.0].rollouts[rollout];
    ended.final_counts = counts;
    ended.end(status, at);
}
