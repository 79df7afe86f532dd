//! The life of a task: from status to status, by its script or because it is stopped.
//!
//! The order of statuses is that of the Developer Guide, "Amazon ECS task lifecycle": ACTIVATING and DEACTIVATING
//! only for tasks behind a load balancer or a registry. Whoever changes a status goes through [`Ecs::enter`].

use std::time::Duration;

use super::super::agenda::{Happening, Pace};
use super::super::rules::{Ending, Fate, Stage};
use super::super::{Ecs, effects};
use super::{Act, Health, Owner, Status, Stop, Task, TaskId};
use crate::api::Moment;

/// A task without health check counts after it ran for so long (API Reference, "`DeploymentConfiguration`",
/// `minimumHealthyPercent`).
const SETTLES_AFTER: Duration = Duration::from_secs(40);

/// Stopped tasks are shown for an hour (API Reference, "`ListTasks`").
const REMEMBERED: Duration = Duration::from_hours(1);

/// A program that ends because of SIGTERM.
const TERMINATED: i32 = 143;

impl Ecs {
    pub(in crate::ecs) fn task_acts(&mut self, id: TaskId, turn: u32, act: Act, at: Moment) {
        let Some(task) = self.tasks.get(id) else { return };
        if task.turn != turn {
            return;
        }
        match act {
            Act::Step => self.task_steps(id, at),
            Act::Settle => self.task_settles(id),
            Act::End => self.container_ends(id, at),
            Act::Sicken => self.task_sickens(id, at),
            Act::Interrupt => self.spot_interrupts(id, at),
            Act::Forget => self.forget_task(id),
        }
        self.tell_service(id, at);
    }

    /// Puts a task into a status and plans what comes of that.
    pub(super) fn enter(&mut self, id: TaskId, status: Status, at: Moment) {
        let pace = self.pace;
        let Some(task) = self.tasks.get_mut(id) else { return };
        task.turn += 1;
        task.status = status;
        task.note_time(at);
        let turn = task.turn;
        for (after, act) in task.plans(pace) {
            self.agenda.plan(at.plus(after), Happening::Task { task: id, turn, act });
        }
        match status {
            Status::Running => self.task_runs(id, at),
            Status::Stopping => self.local_stops(id),
            _ => {}
        }
    }

    fn task_steps(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get(id) else { return };
        let next = match (task.status, &task.script.fate) {
            (Status::Provisioning, Fate::FailsToStart { stage: Stage::Provisioning, .. })
            | (Status::Pending, Fate::FailsToStart { .. }) => return self.task_fails_to_start(id, at),
            (Status::Provisioning, _) => Status::Pending,
            (Status::Pending, _) if task.owner.has_targets() => Status::Activating,
            (Status::Pending | Status::Activating | Status::Running, _) => Status::Running,
            (Status::Deactivating, _) => Status::Stopping,
            (Status::Stopping, _) => Status::Deprovisioning,
            (Status::Deprovisioning | Status::Stopped, _) => Status::Stopped,
        };
        self.enter(id, next, at);
    }

    fn task_runs(&mut self, id: TaskId, at: Moment) {
        if !self.local_starts(id) {
            self.log_start(id, at);
        }
        let Some(task) = self.tasks.get(id) else { return };
        if let Some(service) = task.owner.service().filter(|_| task.owner.has_targets()) {
            self.event_registered(service, at);
        }
    }

    fn task_settles(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        task.settled = true;
        if task.blueprint.has_health_check() {
            task.health = Health::Healthy;
        }
    }

    fn task_fails_to_start(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        let Fate::FailsToStart { stage, reason } = task.script.fate.clone() else { return };
        if stage == Stage::Pulling {
            let main = task.blueprint.main_container(None);
            task.containers[main].reason = Some(reason.clone());
        }
        self.task_failed(id, at);
        self.stop_task_now(id, Stop { code: "TaskFailedToStart", reason }, at);
    }

    pub(in crate::ecs) fn container_ends(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        let Fate::Ends(ending) = task.script.fate.clone() else { return };
        task.end_container(&ending);
        if let Some(line) = &ending.line {
            self.effects.extend(effects::line(task, ending.container, line, at));
        }
        if task.blueprint.containers[ending.container].essential {
            self.task_failed(id, at);
            let reason = "Essential container in task exited".to_owned();
            self.stop_task_now(id, Stop { code: "EssentialContainerExited", reason }, at);
        }
    }

    fn task_sickens(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        let Fate::Unhealthy { target } = task.script.fate.clone() else { return };
        if target.is_none() {
            task.health = Health::Unhealthy;
        }
        self.task_failed(id, at);
        let reason = self.sick_reason(id, target.as_deref(), at);
        self.stop_task(id, Stop { code: "ServiceSchedulerInitiated", reason }, at);
    }

    /// Asks a task to stop: drained first, if it has targets.
    pub(in crate::ecs) fn stop_task(&mut self, id: TaskId, stop: Stop, at: Moment) {
        let Some(task) = self.tasks.get_mut(id) else { return };
        let next = match task.status {
            _ if task.stop.is_some() => return,
            Status::Provisioning | Status::Pending => Status::Deprovisioning,
            Status::Running if task.owner.has_targets() => Status::Deactivating,
            _ => Status::Stopping,
        };
        task.stop = Some(stop);
        task.settled = false;
        self.enter(id, next, at);
    }

    /// Stops a task whose containers do not run any more.
    fn stop_task_now(&mut self, id: TaskId, stop: Stop, at: Moment) {
        let Some(task) = self.tasks.get_mut(id).filter(|task| task.stop.is_none()) else { return };
        task.stop = Some(stop);
        task.settled = false;
        self.enter(id, Status::Deprovisioning, at);
    }

    fn forget_task(&mut self, id: TaskId) {
        let service = self.tasks.forget(id);
        if let Some(service) = service {
            self.services[service.0].stopped.retain(|stopped| *stopped != id);
        }
    }

    pub(in crate::ecs) fn tell_service(&mut self, id: TaskId, at: Moment) {
        let Some(task) = self.tasks.get(id) else { return };
        let Some(service) = task.owner.service() else { return };
        if task.status == Status::Stopped {
            self.services[service.0].task_has_stopped(id);
        }
        self.look(service, at);
    }
}

impl Task {
    /// What comes after it entered its status, and when.
    fn plans(&self, pace: Pace) -> Vec<(Duration, Act)> {
        let (step, half) = (pace.step, pace.step / 2);
        match self.status {
            Status::Provisioning => vec![(step, Act::Step)],
            Status::Pending => vec![(step + pace.scaled(self.script.slow), Act::Step)],
            Status::Activating | Status::Stopping | Status::Deprovisioning => vec![(half, Act::Step)],
            Status::Running => self.plans_of_running(pace),
            Status::Deactivating => vec![(pace.scaled(self.script.drain), Act::Step)],
            Status::Stopped => vec![(REMEMBERED, Act::Forget)],
        }
    }

    fn plans_of_running(&self, pace: Pace) -> Vec<(Duration, Act)> {
        let settle = (pace.scaled(SETTLES_AFTER), Act::Settle);
        match &self.script.fate {
            Fate::Interrupted { after } => vec![(pace.scaled(*after), Act::Interrupt), settle],
            Fate::Ends(ending) => vec![(pace.scaled(ending.after), Act::End), settle],
            Fate::Unhealthy { .. } => vec![(pace.scaled(self.grace().max(SETTLES_AFTER)), Act::Sicken)],
            _ => vec![settle],
        }
    }

    fn grace(&self) -> Duration {
        match self.owner {
            Owner::Service { grace, .. } => grace,
            Owner::Nobody => Duration::ZERO,
        }
    }

    fn note_time(&mut self, at: Moment) {
        match self.status {
            Status::Pending => self.times.pull_started = Some(at),
            Status::Activating => self.times.pull_stopped = Some(at),
            Status::Running => {
                self.times.pull_stopped.get_or_insert(at);
                self.times.started = Some(at);
            }
            _ => {}
        }
        if self.status >= Status::Deactivating {
            self.times.stopping.get_or_insert(at);
        }
        match self.status {
            Status::Deprovisioning => self.times.execution_stopped = Some(at),
            Status::Stopped => self.times.stopped = Some(at),
            _ => {}
        }
        self.move_containers();
    }

    fn move_containers(&mut self) {
        let ran = self.times.started.is_some();
        for container in &mut self.containers {
            match self.status {
                Status::Running => container.status = Status::Running,
                Status::Deprovisioning | Status::Stopped => {
                    container.status = Status::Stopped;
                    container.exit = container.exit.or(ran.then_some(TERMINATED));
                }
                _ => {}
            }
        }
    }

    /// It is known now how its container ends; one that was asked to stop has ended so.
    pub(in crate::ecs) fn ends_by(&mut self, ending: Ending) {
        if self.stop.is_some() {
            self.end_container(&ending);
        }
        self.script.fate = Fate::Ends(ending);
    }

    fn end_container(&mut self, ending: &Ending) {
        let container = &mut self.containers[ending.container];
        container.status = Status::Stopped;
        container.exit = Some(ending.code);
        container.reason.clone_from(&ending.reason);
    }
}
