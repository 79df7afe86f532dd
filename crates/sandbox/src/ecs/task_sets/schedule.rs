//! Starts and stops the tasks of task sets.

use crate::api::Moment;
use crate::ecs::model::ids::{ServiceId, TaskId};
use crate::ecs::model::task::{Owner, Stop, Task};
use crate::ecs::model::task_set::{TaskSet, TaskSetStatus};
use crate::ecs::scheduler::{origin, placement, plan};
use crate::ecs::services::events;
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

/// One look at a service that has task sets.
pub(crate) fn look(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    for place in 0..ecs.services[id.0].task_sets.len() {
        let set = ecs.services[id.0].task_sets[place].clone();
        let desired = set.computed_desired(ecs.services[id.0].desired);
        let tasks = wanted(ecs, id, &set);
        stop_surplus(ecs, id, &set, tasks.get(desired..).unwrap_or_default(), at);
        start_missing(ecs, id, &set, desired.saturating_sub(tasks.len()), at);
        let healthy = |task: &TaskId| ecs.tasks.get(*task).is_some_and(|task| task.counts_as_healthy);
        let is_stable = tasks.len() == desired && tasks.iter().all(healthy);
        ecs.services[id.0].task_sets[place].set_stable(is_stable, at);
    }
    remove_drained(ecs, id);
    note_steady(ecs, id, at);
}

fn note_steady(ecs: &mut Ecs, id: ServiceId, at: Moment) {
    let service = &mut ecs.services[id.0];
    let is_stable = !service.task_sets.is_empty() && service.task_sets.iter().all(|set| set.is_stable);
    let becomes_steady = is_stable && !service.steady && service.is_active();
    service.steady = is_stable;
    if becomes_steady {
        events::add(ecs, id, "has reached a steady state.", at);
    }
}

fn remove_drained(ecs: &mut Ecs, id: ServiceId) {
    let has_tasks = |set: &TaskSet| tasks_of(ecs, id, set).next().is_some();
    let is_drained = |set: &TaskSet| set.status == TaskSetStatus::Draining && !has_tasks(set);
    let drained: Vec<String> =
        ecs.services[id.0].task_sets.iter().filter(|set| is_drained(set)).map(|set| set.id.clone()).collect();
    ecs.services[id.0].task_sets.retain(|set| !drained.contains(&set.id));
}

/// The tasks of a task set that have not stopped, oldest first.
fn tasks_of<'e>(
    ecs: &'e Ecs,
    id: ServiceId,
    set: &TaskSet,
) -> impl Iterator<Item = (TaskId, &'e Task)> + use<'e> {
    let number = set.number;
    let live = ecs.services[id.0].live.iter().filter_map(|task| Some((*task, ecs.tasks.get(*task)?)));
    live.filter(
        move |(_, task)| matches!(task.owner, Owner::Service { deployment, .. } if deployment == number),
    )
}

fn wanted(ecs: &Ecs, id: ServiceId, set: &TaskSet) -> Vec<TaskId> {
    tasks_of(ecs, id, set).filter(|(_, task)| task.is_wanted()).map(|(task, _)| task).collect()
}

fn stop_surplus(ecs: &mut Ecs, id: ServiceId, set: &TaskSet, surplus: &[TaskId], at: Moment) {
    let is_protected = |task: &TaskId| ecs.tasks.get(*task).is_some_and(|task| task.is_protected(at));
    let stopped: Vec<TaskId> = surplus.iter().copied().filter(|task| !is_protected(task)).collect();
    for task in &stopped {
        let reason = format!("Scaling activity initiated by (deployment {})", set.id);
        transition::stop(ecs, *task, Stop { code: "ServiceSchedulerInitiated", reason }, at);
    }
    if !stopped.is_empty() {
        let what = format!("has stopped {} running tasks: {}.", stopped.len(), events::named(ecs, &stopped));
        events::add_of_set(ecs, id, &set.id, &what, at);
    }
}

fn start_missing(ecs: &mut Ecs, id: ServiceId, set: &TaskSet, missing: usize, at: Moment) {
    let service = &ecs.services[id.0];
    if missing == 0 || !service.is_active() {
        return;
    }
    if at < service.not_before {
        let again = service.not_before;
        return plan::look_at(ecs, id, again);
    }
    let origin = origin::task_set(service, set);
    let started: Vec<TaskId> = (0..missing).map_while(|_| placement::place(ecs, id, &origin, at)).collect();
    if !started.is_empty() {
        let what = format!("has started {} tasks: {}.", started.len(), events::named(ecs, &started));
        events::add_of_set(ecs, id, &set.id, &what, at);
    }
}
