//! Counts of the tasks of a deployment.

use crate::ecs::model::deployment::{Counts, Deployment};
use crate::ecs::model::service::Service;
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
