//! What ECS shows in one poll of a scripted rollout.

use super::super::super::deployment::{Deployment, RolloutState};
use super::super::super::lifecycle::{Lifecycle, LifecycleHook};
use super::super::super::service::{Service, ServiceEvent};
use super::super::super::service_deployment::ServiceDeployment;
use super::super::super::task::{Task, TaskContainer};
use super::deployment;
use crate::event::StoppedContainer;

/// What ECS shows at one moment.
#[derive(Clone, Default)]
pub(super) struct Poll {
    pub(super) at: u64,
    /// None: ECS says that it has no such service.
    pub(super) service: Option<Service>,
    /// What is said of our service deployment, whenever it is asked for.
    pub(super) deployment: Option<ServiceDeployment>,
    pub(super) stopped: Vec<Task>,
    pub(super) running: Vec<Task>,
}

/// A poll after so many seconds. A deployment is `ours IN_PROGRESS 1/2 pending 1 failed 3`; the primary one comes first.
pub(super) fn poll(at: u64, deployments: &[&str]) -> Poll {
    let mut deployments: Vec<_> = deployments.iter().map(|text| parse_deployment(text, at)).collect();
    deployments[0].primary = true;
    let service = Service {
        name: "web".into(),
        status: "ACTIVE".into(),
        running: deployments.iter().map(|one| one.running).sum(),
        desired: deployments[0].desired,
        current_service_deployment: Some(format!("sd-{}", deployments[0].id)),
        deployments,
        ..Service::default()
    };
    Poll { at, service: Some(service), ..Poll::default() }
}

/// A poll that does not find the service.
pub(super) fn missing(at: u64) -> Poll {
    Poll { at, ..Poll::default() }
}

impl Poll {
    /// With a status of the service that is not ACTIVE.
    pub(super) fn status(mut self, status: &str) -> Self {
        self.service.as_mut().unwrap().status = status.into();
        self
    }

    /// Without the state of its deployments, as behind a classic load balancer.
    pub(super) fn without_state(mut self) -> Self {
        let deployments = self.service.as_mut().unwrap().deployments.iter_mut();
        deployments.for_each(|deployment| deployment.state = None);
        self
    }

    /// With a service that may complete early.
    pub(super) fn early(mut self) -> Self {
        self.service.as_mut().unwrap().succeeds_early = true;
        self
    }

    /// With events, the oldest first.
    pub(super) fn events(mut self, texts: &[&str]) -> Self {
        let events = texts.iter().enumerate().rev().map(|(index, text)| ServiceEvent {
            id: index.to_string(),
            time: None,
            message: format!("(service web) {text}"),
        });
        self.service.as_mut().unwrap().events = events.collect();
        self
    }

    /// With the status of our service deployment: `ROLLBACK_IN_PROGRESS Service deployment rolled back because …`.
    pub(super) fn deployment(mut self, text: &str) -> Self {
        let (status, reason) =
            text.split_once(' ').map_or((text, None), |(status, reason)| (status, Some(reason)));
        let deployment = self.deployment.get_or_insert_default();
        (deployment.arn, deployment.deployment) = ("sd-ours".into(), "ours".into());
        (deployment.status, deployment.reason) = (status.into(), reason.map(str::to_owned));
        self
    }

    /// At a stage, with so much of the production traffic.
    pub(super) fn stage(mut self, stage: &str, traffic: f64) -> Self {
        self.service.as_mut().unwrap().has_stages = true;
        let lifecycle =
            Lifecycle { stage: stage.into(), production_traffic: Some(traffic), ..Lifecycle::default() };
        self.deployment.as_mut().unwrap().lifecycle = Some(lifecycle);
        self
    }

    /// With a hook at the stage; a pause has no function, and waits for a day.
    pub(super) fn hook(mut self, function: Option<&str>, status: &str) -> Self {
        let lifecycle = self.deployment.as_mut().unwrap().lifecycle.as_mut().unwrap();
        lifecycle.hooks.push(LifecycleHook {
            id: format!("ecs-hook-{}", lifecycle.hooks.len()),
            function: function.map(str::to_owned),
            status: status.into(),
            expires: function.is_none().then(|| jiff::Timestamp::from_second(86_400).unwrap()),
            continues: false,
        });
        self
    }

    /// With alarms that were triggered.
    pub(super) fn alarms(mut self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        self.deployment.as_mut().unwrap().alarms = names.collect();
        self
    }

    /// With a service whose circuit breaker rolls back.
    pub(super) fn breaker(mut self) -> Self {
        self.service.as_mut().unwrap().rolls_back = true;
        self
    }

    /// The tasks that have stopped so far.
    pub(super) fn stopped(mut self, tasks: &[Task]) -> Self {
        self.stopped = tasks.to_vec();
        self
    }

    /// The tasks that run.
    pub(super) fn running(mut self, tasks: &[Task]) -> Self {
        self.running = tasks.to_vec();
        self
    }
}

fn parse_deployment(text: &str, at: u64) -> Deployment {
    let mut words = text.split(' ');
    let id = words.next().unwrap();
    let definition = match id {
        "old" | "back" => super::OLD,
        _ => super::NEW,
    };
    let state = match words.next().unwrap() {
        "IN_PROGRESS" => RolloutState::InProgress,
        "COMPLETED" => RolloutState::Completed,
        "FAILED" => RolloutState::Failed,
        other => RolloutState::Unknown(other.to_owned()),
    };
    let (running, desired) = words.next().unwrap().split_once('/').unwrap();
    let mut parsed = Deployment {
        running: running.parse().unwrap(),
        desired: desired.parse().unwrap(),
        updated: jiff::Timestamp::from_second(at.try_into().unwrap()).ok(),
        ..deployment(id, definition, state)
    };
    while let (Some(word), Some(count)) = (words.next(), words.next()) {
        match word {
            "pending" => parsed.pending = count.parse().unwrap(),
            "failed" => parsed.failed = count.parse().unwrap(),
            // An answer of that time.
            "of" => parsed.updated = jiff::Timestamp::from_second(count.parse().unwrap()).ok(),
            other => panic!("`{other}`?"),
        }
    }
    parsed
}

/// A task of our deployment that ran from one second to another, and ended like `EssentialContainerExited exit 1` or
/// `TaskFailedToStart CannotPullContainerError: …`.
pub(super) fn stopped_task(name: &str, ran: std::ops::Range<i64>, end: &str) -> Task {
    let (code, rest) = end.split_once(' ').unwrap();
    let exit = rest.strip_prefix("exit ").and_then(|exit| exit.parse().ok());
    let reason = if exit.is_some() { "Essential container in task exited" } else { rest };
    let container = StoppedContainer { name: "app".into(), exit_code: exit, ..Default::default() };
    Task {
        arn: name.to_owned(),
        status: "STOPPED".into(),
        started_by: "ours".into(),
        stop_code: Some(code.to_owned()),
        stopped_reason: Some(reason.to_owned()),
        started: jiff::Timestamp::from_second(ran.start).ok(),
        stopped: jiff::Timestamp::from_second(ran.end).ok(),
        containers: vec![TaskContainer { end: container, ..TaskContainer::default() }],
        ..Task::default()
    }
}

/// A task of our deployment that runs since then.
pub(super) fn running_task(name: &str, since: i64) -> Task {
    Task {
        arn: name.to_owned(),
        status: "RUNNING".into(),
        started_by: "ours".into(),
        started: jiff::Timestamp::from_second(since).ok(),
        ..Task::default()
    }
}
