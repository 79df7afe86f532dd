//! Tasks as a load balancer sees them (Elastic Load Balancing API Reference, "`TargetHealth`").
//!
//! The target groups themselves are not here: who asks names one, and services say which ones they are behind.

use serde_json::Value;

use super::Ecs;
use super::rules::Fate;
use super::services::Service;
use super::tasks::{Status, Task};

/// A task that is registered in a target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The task's private address.
    pub address: String,
    /// The container's port.
    pub port: u64,
    /// `initial`, `healthy`, `unhealthy` or `draining`.
    pub state: &'static str,
    /// Reason code and description, unless it is healthy.
    pub reason: Option<(&'static str, String)>,
}

impl Ecs {
    /// The targets of a group; `None` if no active service is behind it.
    pub fn targets(&self, group: &str) -> Option<Vec<Target>> {
        let mut targets = None;
        for service in self.services.iter().filter(|service| service.is_active()) {
            let Some(port) = service.port_behind(group) else { continue };
            let tasks = service.live.iter().filter_map(|id| self.tasks.get(*id));
            targets.get_or_insert_with(Vec::new).extend(tasks.filter_map(|task| task.target(port)));
        }
        targets
    }
}

impl Service {
    /// The container's port that the group leads to.
    fn port_behind(&self, group: &str) -> Option<u64> {
        let balancers = self.fields.get("loadBalancers").and_then(Value::as_array)?;
        let balancer = balancers.iter().find(|balancer| balancer["targetGroupArn"] == group)?;
        balancer["containerPort"].as_u64()
    }
}

impl Task {
    fn target(&self, port: u64) -> Option<Target> {
        let (state, reason) = match (self.status, self.fate()) {
            (Status::Activating, _) => ("initial", Some(REGISTERING)),
            (Status::Deactivating, _) => ("draining", Some(DRAINING)),
            (Status::Running, Fate::Unhealthy { target: Some(why) }) => {
                ("unhealthy", Some((code(why), why.as_str())))
            }
            (Status::Running, _) if self.settled => ("healthy", None),
            (Status::Running, _) => ("initial", Some(CHECKING)),
            _ => return None,
        };
        let reason = reason.map(|(code, text)| (code, text.to_owned()));
        Some(Target { address: address(self)?, port, state, reason })
    }
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
