//! The tasks of a service, counted once for a look.

use super::super::Ecs;
use super::super::services::{DeploymentNumber, ServiceId};
use super::super::tasks::{Owner, TaskId};

/// What runs for a service, as the scheduler sees it. Tasks that are being stopped are not counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Tasks of the PRIMARY deployment, oldest first.
    pub(super) primary: Vec<TaskId>,
    pub(super) primary_settled: usize,
    /// Tasks of other deployments that run well, oldest first.
    pub(super) old_settled: Vec<TaskId>,
    /// Tasks of other deployments that do not.
    pub(super) old_unsettled: Vec<TaskId>,
    /// Deployments that have a task, even one that is being stopped.
    pub(super) in_use: Vec<DeploymentNumber>,
}

impl Tally {
    /// All tasks that are wanted.
    pub(super) fn wanted(&self) -> usize {
        self.primary.len() + self.old_settled.len() + self.old_unsettled.len()
    }

    pub(super) fn settled(&self) -> usize {
        self.primary_settled + self.old_settled.len()
    }
}

impl Ecs {
    pub(super) fn tally(&self, id: ServiceId) -> Tally {
        let service = &self.services[id.0];
        let primary = service.primary().number;
        let mut tally = Tally::default();
        for task_id in &service.live {
            let Some(task) = self.tasks.get(*task_id) else { continue };
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
}
