//! The tasks of a service, counted once for a look.

use crate::ecs::model::ids::{DeploymentNumber, ServiceId, TaskId};
use crate::ecs::model::task::Owner;
use crate::ecs::state::Ecs;

/// What runs for a service, as the scheduler sees it. Tasks that are being stopped are not counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Tasks of the PRIMARY deployment, oldest first.
    pub(crate) primary: Vec<TaskId>,
    pub(crate) primary_settled: usize,
    /// Healthy tasks of other deployments, oldest first.
    pub(crate) old_settled: Vec<TaskId>,
    /// Other tasks of other deployments.
    pub(crate) old_unsettled: Vec<TaskId>,
    /// Deployments that have a task, even one that is being stopped.
    pub(crate) in_use: Vec<DeploymentNumber>,
}

impl Tally {
    /// All tasks that are to run.
    pub(crate) fn wanted(&self) -> usize {
        self.primary.len() + self.old_settled.len() + self.old_unsettled.len()
    }

    pub(crate) fn settled(&self) -> usize {
        self.primary_settled + self.old_settled.len()
    }
}

pub(crate) fn count(ecs: &Ecs, id: ServiceId) -> Tally {
    let service = &ecs.services[id.0];
    let primary = service.primary().number;
    let mut tally = Tally::default();
    for task_id in &service.live {
        let Some(task) = ecs.tasks.get(*task_id) else { continue };
        let Owner::Service { deployment, .. } = task.owner else { continue };
        if !tally.in_use.contains(&deployment) {
            tally.in_use.push(deployment);
        }
        match task.is_wanted() {
            false => {}
            true if deployment == primary => {
                tally.primary.push(*task_id);
                tally.primary_settled += usize::from(task.settled);
            }
            true if task.settled => tally.old_settled.push(*task_id),
            true => tally.old_unsettled.push(*task_id),
        }
    }
    tally
}
