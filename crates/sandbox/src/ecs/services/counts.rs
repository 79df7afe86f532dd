//! Counts of the tasks of a deployment.

use crate::ecs::model::deployment::{Counts, Deployment};
use crate::ecs::model::service::Service;
use crate::ecs::model::service_deployment::{RevisionCounts, ServiceDeployment};
use crate::ecs::model::task::Owner;
use crate::ecs::state::Ecs;

/// How many tasks of a deployment are desired, pending, and running.
pub(crate) fn of(ecs: &Ecs, service: &Service, deployment: &Deployment) -> Counts {
    let mut counts = Counts::default();
    for task in service.live.iter().filter_map(|id| ecs.tasks.get(*id)) {
        let Owner::Service { deployment: number, .. } = task.owner else { continue };
        if number == deployment.number {
            counts.desired += usize::from(task.is_wanted());
            counts.pending += usize::from(task.is_pending());
            counts.running += usize::from(task.is_running());
        }
    }
    if deployment.number == service.primary().number {
        counts.desired = service.desired;
    }
    counts
}

/// How many tasks a revision has: of all deployments that deploy it.
pub(crate) fn of_revision(ecs: &Ecs, service: &Service, revision: usize) -> Counts {
    let deployments = service.deployments.iter().filter(|deployment| deployment.revision == revision);
    let counts = deployments.map(|deployment| of(ecs, service, deployment));
    counts.fold(Counts::default(), |sum, one| Counts {
        desired: sum.desired + one.desired,
        pending: sum.pending + one.pending,
        running: sum.running + one.running,
    })
}

/// Of all revisions of a service deployment, as they are now.
pub(crate) fn of_all_revisions(
    ecs: &Ecs,
    service: &Service,
    deployment: &ServiceDeployment,
) -> Vec<RevisionCounts> {
    let revisions = std::iter::once(deployment.target).chain(deployment.sources.iter().copied());
    revisions
        .map(|revision| RevisionCounts { revision, counts: of_revision(ecs, service, revision) })
        .collect()
}
