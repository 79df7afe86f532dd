//! The tasks of a service, counted once for a look.

use crate::ecs::model::ids::{DeploymentNumber, ServiceId, TaskId};
use crate::ecs::model::task::Owner;
use crate::ecs::state::Ecs;

/// What runs for a service, as the scheduler sees it. Tasks that are being stopped are not counted.
#[derive(Debug, Default)]
pub(crate) struct TaskCounts {
    /// Tasks of the PRIMARY deployment, oldest first.
    pub(crate) primary: Vec<TaskId>,
    pub(crate) primary_healthy: usize,
    /// Healthy tasks of other deployments, oldest first.
    pub(crate) old_healthy: Vec<TaskId>,
    /// Other tasks of other deployments.
    pub(crate) old_unhealthy: Vec<TaskId>,
    /// Deployments that have a task, even one that is being stopped.
    pub(crate) in_use: Vec<DeploymentNumber>,
}

impl TaskCounts {
    /// All tasks that are to run.
    pub(crate) fn wanted(&self) -> usize {
        self.primary.len() + self.old_healthy.len() + self.old_unhealthy.len()
    }

    pub(crate) fn healthy(&self) -> usize {
        self.primary_healthy + self.old_healthy.len()
    }
}

pub(crate) fn count(ecs: &Ecs, id: ServiceId) -> TaskCounts {
    let service = &ecs.services[id.0];
    let primary = service.primary().number;
    let mut counts = TaskCounts::default();
    for task_id in &service.live {
        let Some(task) = ecs.tasks.get(*task_id) else { continue };
        let Owner::Service { deployment, .. } = task.owner else { continue };
        if !counts.in_use.contains(&deployment) {
            counts.in_use.push(deployment);
        }
        match task.is_wanted() {
            false => {}
            true if deployment == primary => {
                counts.primary.push(*task_id);
                counts.primary_healthy += usize::from(task.counts_as_healthy);
            }
            true if task.counts_as_healthy => counts.old_healthy.push(*task_id),
            true => counts.old_unhealthy.push(*task_id),
        }
    }
    counts
}
