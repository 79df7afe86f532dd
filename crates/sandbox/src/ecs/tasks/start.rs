//! A new task: for a service or by itself.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::api::Moment;
use crate::ecs::input::Fields;
use crate::ecs::model::ids::TaskId;
use crate::ecs::model::script::Script;
use crate::ecs::model::task::{Container, Owner, Task, TaskTimes};
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_status::{Health, TaskStatus, Zone};
use crate::ecs::state::Ecs;
use crate::ecs::tasks::transition;

/// What a task is made from.
#[derive(Debug)]
pub(crate) struct NewTask {
    pub(crate) cluster: String,
    pub(crate) zone: Zone,
    pub(crate) task_definition: Arc<TaskDefinition>,
    pub(crate) owner: Owner,
    /// `group`, `startedBy`, `launchType`, … as they are shown.
    pub(crate) fields: Fields,
    pub(crate) script: Script,
    /// Of the images of its containers.
    pub(crate) digests: Vec<String>,
}

pub(crate) fn start(ecs: &mut Ecs, new: NewTask, at: Moment) -> TaskId {
    let name = ecs.ids.hex();
    let containers = new.digests.into_iter().map(|digest| new_container(ecs, &name, digest)).collect();
    let mut fields = new.fields;
    fields.insert("attachments".into(), network_interface(ecs, &fields));
    let task = Task {
        arn: ecs.location.arn(&format!("task/{}/{name}", new.cluster)),
        name,
        cluster: new.cluster,
        zone: new.zone,
        definition: new.task_definition,
        missing: if new.owner.service().is_none() { new.script.missing } else { 0 },
        owner: new.owner,
        fields,
        status: TaskStatus::Provisioning,
        version: 0,
        script: new.script,
        counts_as_healthy: false,
        health: Health::Unknown,
        containers,
        stop: None,
        times: TaskTimes { created: at, ..TaskTimes::default() },
        protected_until: None,
    };
    let id = ecs.tasks.add(task);
    transition::enter(ecs, id, TaskStatus::Provisioning, at);
    id
}

fn new_container(ecs: &mut Ecs, task: &str, digest: String) -> Container {
    let runtime = format!("{task}-{}", &ecs.ids.digits()[..10]);
    Container { status: TaskStatus::Pending, exit: None, reason: None, runtime, digest }
}

/// The network interface of an `awsvpc` task (API Reference, "Attachment").
fn network_interface(ecs: &mut Ecs, fields: &Fields) -> Value {
    let Some(network) = fields.get("networkConfiguration") else { return json!([]) };
    let subnet = &network["awsvpcConfiguration"]["subnets"][0];
    let number = ecs.ids.hex();
    let octet = |at: usize| u8::from_str_radix(&number[at..at + 2], 16).unwrap_or_default();
    let details = json!([
        { "name": "subnetId", "value": subnet },
        { "name": "networkInterfaceId", "value": format!("eni-{}", &number[..17]) },
        { "name": "privateIPv4Address", "value": format!("10.0.{}.{}", octet(0), octet(2)) },
    ]);
    json!([{ "id": ecs.ids.uuid(), "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": details }])
}
