//! The end of a container that really ran.

use crate::api::Moment;
use crate::ecs::model::script::ContainerExit;
use crate::ecs::state::Ecs;
use crate::ecs::tasks::lifecycle;
use crate::ecs::time;

/// The container of a task has ended, with this exit code. `task` is the last part of its ARN.
pub(crate) fn container_ended(ecs: &mut Ecs, task: &str, code: i32, now: Moment) {
    time::advance(ecs, now);
    let Some(id) = ecs.tasks.id(task) else { return };
    let Some(ended) = ecs.tasks.get_mut(id) else { return };
    let container = ended.definition.main_container(None);
    let exit = ContainerExit { container, after: std::time::Duration::ZERO, code, reason: None, line: None };
    ended.ends_by(exit);
    if ended.is_wanted() {
        lifecycle::container_exits(ecs, id, now);
        lifecycle::notify_service(ecs, id, now);
    }
}
