//! Tasks and their containers.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::ids::{DeploymentNumber, ServiceId};
use crate::ecs::model::script::{ContainerExit, Script, TaskOutcome};
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_status::{Health, TaskStatus, Zone};

/// A program that ends because of SIGTERM.
const TERMINATED: i32 = 143;

/// Something that happens to a task without a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskEvent {
    /// It goes on to the next status.
    NextStatus,
    /// It has run long enough to count as healthy.
    BecomeHealthy,
    /// A container of it ends.
    ContainerExits,
    /// Its health check has failed for too long.
    BecomeUnhealthy,
    /// Its capacity is taken back.
    Interrupt,
    /// It is not described any more.
    Forget,
}

/// Who started a task.
#[derive(Clone, Debug)]
pub(crate) enum Owner {
    /// The scheduler, for a deployment of a service.
    Service {
        service: ServiceId,
        deployment: DeploymentNumber,
        /// Tasks get their traffic through a load balancer or a registry: they are activated and drained.
        targets: bool,
        /// Health checks are ignored for so long, at AWS.
        grace: std::time::Duration,
    },
    /// `RunTask`.
    Nobody,
}

impl Owner {
    pub(crate) fn service(&self) -> Option<ServiceId> {
        match self {
            Self::Service { service, .. } => Some(*service),
            Self::Nobody => None,
        }
    }

    pub(crate) fn has_targets(&self) -> bool {
        matches!(self, Self::Service { targets: true, .. })
    }
}

/// Why a task stops.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    /// API Reference, "Task": `stopCode`.
    pub(crate) code: &'static str,
    pub(crate) reason: String,
}

#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) status: TaskStatus,
    pub(crate) exit: Option<i32>,
    pub(crate) reason: Option<String>,
    pub(crate) runtime: String,
    /// Of its image, when it was started.
    pub(crate) digest: String,
}

/// When a task reached its statuses.
#[derive(Debug, Default)]
pub(crate) struct TaskTimes {
    pub(crate) created: Moment,
    pub(crate) pull_started: Option<Moment>,
    pub(crate) pull_stopped: Option<Moment>,
    pub(crate) started: Option<Moment>,
    pub(crate) stopping: Option<Moment>,
    pub(crate) execution_stopped: Option<Moment>,
    pub(crate) stopped: Option<Moment>,
}

#[derive(Debug)]
pub(crate) struct Task {
    /// The last part of its ARN.
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) cluster: String,
    pub(crate) zone: Zone,
    pub(crate) definition: Arc<TaskDefinition>,
    pub(crate) owner: Owner,
    /// What is only shown again: launch type, overrides, network.
    pub(crate) fields: Fields,
    pub(crate) status: TaskStatus,
    /// Changes with the status: an event that was scheduled before a change is void after it.
    pub(crate) version: u32,
    pub(crate) script: Script,
    /// How many more polls do not find it.
    pub(crate) missing: u32,
    /// Has been RUNNING, and healthy, long enough to count as healthy.
    pub(crate) counts_as_healthy: bool,
    pub(crate) health: Health,
    pub(crate) containers: Vec<Container>,
    pub(crate) stop: Option<Stop>,
    pub(crate) times: TaskTimes,
    pub(crate) protected_until: Option<Moment>,
}

impl Task {
    /// Whether ECS wants it to run: `desiredStatus` RUNNING.
    pub(crate) fn is_wanted(&self) -> bool {
        self.stop.is_none()
    }

    pub(crate) fn is_live(&self) -> bool {
        self.status != TaskStatus::Stopped
    }

    /// Its containers run, even if it is being drained.
    pub(crate) fn is_running(&self) -> bool {
        (TaskStatus::Running..TaskStatus::Deprovisioning).contains(&self.status)
            && self.times.started.is_some()
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.status < TaskStatus::Running
    }

    pub(crate) fn lines(&self) -> &[String] {
        &self.script.lines
    }

    /// The index of the container that writes these lines.
    pub(crate) fn writer(&self) -> usize {
        self.script.writer.unwrap_or_else(|| self.definition.main_container(None))
    }

    pub(crate) fn outcome(&self) -> &TaskOutcome {
        &self.script.outcome
    }

    pub(crate) fn desired_status(&self) -> &'static str {
        if self.is_wanted() { "RUNNING" } else { "STOPPED" }
    }

    pub(crate) fn attachments(&self) -> &[Value] {
        self.fields.get("attachments").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// What `RunTask` overrides in one of its containers.
    pub(crate) fn override_of(&self, container: &str) -> Option<&Value> {
        let all = self.fields.get("overrides")?["containerOverrides"].as_array()?;
        all.iter().find(|given| given["name"] == container)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    pub(crate) fn container_arn(&self, number: usize) -> String {
        let arn = self.arn.replacen(":task/", ":container/", 1);
        format!("{arn}/{}", self.containers[number].runtime)
    }

    pub(crate) fn allows_exec(&self) -> bool {
        self.fields.get("enableExecuteCommand") == Some(&json!(true))
    }

    pub(crate) fn is_protected(&self, at: Moment) -> bool {
        self.protected_until.is_some_and(|until| at < until)
    }

    pub(crate) fn grace(&self) -> Duration {
        match self.owner {
            Owner::Service { grace, .. } => grace,
            Owner::Nobody => Duration::ZERO,
        }
    }

    pub(crate) fn note_time(&mut self, at: Moment) {
        match self.status {
            TaskStatus::Pending => self.times.pull_started = Some(at),
            TaskStatus::Activating => self.times.pull_stopped = Some(at),
            TaskStatus::Running => {
                self.times.pull_stopped.get_or_insert(at);
                self.times.started = Some(at);
            }
            _ => {}
        }
        if self.status >= TaskStatus::Deactivating {
            self.times.stopping.get_or_insert(at);
        }
        match self.status {
            TaskStatus::Deprovisioning => self.times.execution_stopped = Some(at),
            TaskStatus::Stopped => self.times.stopped = Some(at),
            _ => {}
        }
        self.move_containers();
    }

    pub(crate) fn move_containers(&mut self) {
        let ran = self.times.started.is_some();
        for container in &mut self.containers {
            match self.status {
                TaskStatus::Running => container.status = TaskStatus::Running,
                TaskStatus::Deprovisioning | TaskStatus::Stopped => {
                    container.status = TaskStatus::Stopped;
                    container.exit = container.exit.or(ran.then_some(TERMINATED));
                }
                _ => {}
            }
        }
    }

    /// Now it is known how its container ends. One that was asked to stop has ended like this.
    pub(crate) fn ends_by(&mut self, exit: ContainerExit) {
        if self.stop.is_some() {
            self.container_exited(&exit);
        }
        self.script.outcome = TaskOutcome::ContainerExits(exit);
    }

    pub(crate) fn container_exited(&mut self, exit: &ContainerExit) {
        let container = &mut self.containers[exit.container];
        container.status = TaskStatus::Stopped;
        container.exit = Some(exit.code);
        container.reason.clone_from(&exit.reason);
    }
}
