//! Tasks as a load balancer sees them (Elastic Load Balancing API Reference, "`TargetHealth`").
//!
//! The target groups themselves are not here: a call names one, and services name theirs.

use crate::ecs::input::Fields;
use crate::ecs::model::ids::DeploymentNumber;
use crate::ecs::model::script::TaskOutcome;
use crate::ecs::model::service::Service;
use crate::ecs::model::task::{Owner, Task};
use crate::ecs::model::task_status::TaskStatus;
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;

/// A task that is registered in a target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The task's private address.
    pub(crate) address: String,
    /// The container's port.
    pub(crate) port: u64,
    /// `initial`, `healthy`, `unhealthy` or `draining`.
    pub(crate) state: &'static str,
    /// Reason code and description, unless it is healthy.
    pub(crate) reason: Option<(&'static str, String)>,
}

/// The targets of a group; `None` if no active service uses it.
pub(crate) fn of_group(ecs: &Ecs, group: &str) -> Option<Vec<Target>> {
    let mut targets = None;
    for service in ecs.services.iter().filter(|service| service.is_active()) {
        for source in sources(service) {
            let Some(port) = configuration::port_behind(source.fields, group) else { continue };
            let tasks = service.live.iter().filter_map(|id| ecs.tasks.get(*id));
            let tasks = tasks.filter(|task| source.has(task));
            targets.get_or_insert_with(Vec::new).extend(tasks.filter_map(|task| target(task, port)));
        }
    }
    targets
}

/// Whose load balancers lead to which tasks: the service's to all, or each task set's to its own.
struct Source<'a> {
    fields: &'a Fields,
    number: Option<DeploymentNumber>,
}

impl Source<'_> {
    fn has(&self, task: &Task) -> bool {
        let Owner::Service { deployment, .. } = task.owner else { return false };
        self.number.is_none_or(|number| number == deployment)
    }
}

fn sources(service: &Service) -> Vec<Source<'_>> {
    if !configuration::has_task_sets(service) {
        return vec![Source { fields: &service.fields, number: None }];
    }
    let sets = service.task_sets.iter();
    sets.map(|set| Source { fields: &set.fields, number: Some(set.number) }).collect()
}

fn target(task: &Task, port: u64) -> Option<Target> {
    let (state, reason) = match (task.status, task.outcome()) {
        (TaskStatus::Activating, _) => ("initial", Some(REGISTERING)),
        (TaskStatus::Deactivating, _) => ("draining", Some(DRAINING)),
        (TaskStatus::Running, TaskOutcome::Unhealthy { target: Some(why) }) => {
            ("unhealthy", Some((code(why), why.as_str())))
        }
        (TaskStatus::Running, _) if task.counts_as_healthy => ("healthy", None),
        (TaskStatus::Running, _) => ("initial", Some(CHECKING)),
        _ => return None,
    };
    let reason = reason.map(|(code, text)| (code, text.to_owned()));
    Some(Target { address: address(task)?, port, state, reason })
}

/// The address of its network interface.
fn address(task: &Task) -> Option<String> {
    let details = task.attachments().first()?["details"].as_array()?;
    let detail = details.iter().find(|detail| detail["name"] == "privateIPv4Address")?;
    detail["value"].as_str().map(str::to_owned)
}

const REGISTERING: (&str, &str) = ("Elb.RegistrationInProgress", "Target registration is in progress");
const CHECKING: (&str, &str) = ("Elb.InitialHealthChecking", "Initial health checks in progress");
const DRAINING: (&str, &str) = ("Target.DeregistrationInProgress", "Target deregistration is in progress");

/// The reason code that goes with a description.
fn code(why: &str) -> &'static str {
    if why.contains("codes") {
        "Target.ResponseCodeMismatch"
    } else if why.contains("timed out") {
        "Target.Timeout"
    } else {
        "Target.FailedHealthChecks"
    }
}
