//! Fargate Spot takes its capacity back (Developer Guide, "Amazon ECS clusters for Fargate").

use super::super::Ecs;
use super::{Stop, TaskId};
use crate::api::Moment;

impl Ecs {
    /// The task is stopped, and no failure of its own: its deployment does not count it.
    pub(super) fn spot_interrupts(&mut self, id: TaskId, at: Moment) {
        let reason = "Your Spot Task was interrupted.".to_owned();
        self.stop_task(id, Stop { code: "SpotInterruption", reason }, at);
    }
}
