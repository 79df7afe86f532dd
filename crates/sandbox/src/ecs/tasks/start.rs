//! A new task: for a service or by itself.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::Ecs;
use super::super::definitions::Blueprint;
use super::super::rules::Script;
use super::super::services::{DeploymentNumber, ServiceId};
use super::super::wire::Fields;
use super::{Container, Health, Status, Task, TaskId, Times};
use crate::api::Moment;

/// Who started a task.
#[derive(Clone, Debug)]
pub(in crate::ecs) enum Owner {
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
    pub(in crate::ecs) fn service(&self) -> Option<ServiceId> {
        match self {
            Self::Service { service, .. } => Some(*service),
            Self::Nobody => None,
        }
    }

    pub(super) fn has_targets(&self) -> bool {
        matches!(self, Self::Service { targets: true, .. })
    }
}

/// What a task is made from.
#[derive(Debug)]
pub(in crate::ecs) struct NewTask {
    pub(in crate::ecs) cluster: String,
    pub(in crate::ecs) blueprint: Arc<Blueprint>,
    pub(in crate::ecs) owner: Owner,
    /// `group`, `startedBy`, `launchType`, … as they are shown.
    pub(in crate::ecs) fields: Fields,
    pub(in crate::ecs) script: Script,
}

impl Ecs {
    pub(in crate::ecs) fn start_task(&mut self, new: NewTask, at: Moment) -> TaskId {
        let name = self.ids.hex();
        let containers = new.blueprint.containers.iter().map(|_| self.new_container(&name)).collect();
        let mut fields = new.fields;
        fields.insert("attachments".into(), self.interface(&fields));
        let task = Task {
            arn: self.place.arn(&format!("task/{}/{name}", new.cluster)),
            name,
            cluster: new.cluster,
            blueprint: new.blueprint,
            missing: if new.owner.service().is_none() { new.script.missing } else { 0 },
            owner: new.owner,
            fields,
            status: Status::Provisioning,
            turn: 0,
            script: new.script,
            settled: false,
            health: Health::Unknown,
            containers,
            stop: None,
            times: Times { created: at, ..Times::default() },
            protected_until: None,
        };
        let id = self.tasks.add(task);
        self.enter(id, Status::Provisioning, at);
        id
    }

    fn new_container(&mut self, task: &str) -> Container {
        let runtime = format!("{task}-{}", &self.ids.digits()[..10]);
        Container { status: Status::Pending, exit: None, reason: None, runtime }
    }

    /// The network interface of an `awsvpc` task (API Reference, "Attachment").
    fn interface(&mut self, fields: &Fields) -> Value {
        let Some(network) = fields.get("networkConfiguration") else { return json!([]) };
        let subnet = &network["awsvpcConfiguration"]["subnets"][0];
        let number = self.ids.hex();
        let octet = |at: usize| u8::from_str_radix(&number[at..at + 2], 16).unwrap_or_default();
        let details = json!([
            { "name": "subnetId", "value": subnet },
            { "name": "networkInterfaceId", "value": format!("eni-{}", &number[..17]) },
            { "name": "privateIPv4Address", "value": format!("10.0.{}.{}", octet(0), octet(2)) },
        ]);
        json!([{ "id": self.ids.uuid(), "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": details }])
    }
}
